/** What every chart of the pane is made with. */

export { baseline, bottomAxis, chart, COLOR, DASHES, horizontalGrid, leftAxis, seriesStyle } from './chart';
export { textWidth } from './labels';
export { Legend } from './Legend';
export { PictureButtons } from './PictureButtons';
export { PlotCard } from './PlotCard';
export type { PictureSource } from './picture';
export { PlotFigure } from './PlotFigure';
export { Swatch } from './Legend';
export { useWidth } from './useWidth';
export { svgElement } from './svg';
export type { LegendItem } from './swatches';
