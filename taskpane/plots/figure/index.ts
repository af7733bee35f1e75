/** What every chart of the pane is made with. */

export {
  baseline,
  bottomAxis,
  chart,
  COLOR,
  DASHES,
  horizontalGrid,
  leftAxis,
  signed,
  type ChartOptions,
} from './chart';
export { fitLabel, plainLabel, textWidth } from './labels';
export { Legend } from './Legend';
export { PictureButtons } from './PictureButtons';
export { PlotCard, type Plot, type PlotCardProps } from './PlotCard';
export { PlotFigure, type PlotFigureProps } from './PlotFigure';
export { copyPicture, sheetPicture, vectorPicture, type PictureSource } from './picture';
export type { LegendItem, SwatchKind } from './swatches';
export { useWidth } from './useWidth';
