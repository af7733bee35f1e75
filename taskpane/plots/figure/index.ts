/** What every chart of the pane is made with. */

export { baseline, bottomAxis, chart, COLOR, DASHES, horizontalGrid, leftAxis } from './chart';
export { textWidth } from './labels';
export { Legend } from './Legend';
export { PictureButtons } from './PictureButtons';
export { PlotCard } from './PlotCard';
export { PlotFigure } from './PlotFigure';
export type { LegendItem } from './swatches';
