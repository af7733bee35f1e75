/** The plots that there are, in the order of the chooser. */

import type { PlotKind } from './kind';
import { caterpillarPlot } from './views/CaterpillarPlot';
import { histogramPlot } from './views/HistogramPlot';
import { observedPlot } from './views/ObservedPlot';
import { profilePlot } from './views/ProfilePlot';
import { quantilesPlot } from './views/QuantilesPlot';
import { residualsPlot } from './views/ResidualsPlot';
import { shrinkagePlot } from './views/ShrinkagePlot';

export const PLOTS: readonly PlotKind[] = [
  shrinkagePlot,
  caterpillarPlot,
  observedPlot,
  residualsPlot,
  histogramPlot,
  quantilesPlot,
  profilePlot,
];
