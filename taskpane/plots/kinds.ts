/** The plots that there are, in the order of the chooser: those of the model first. */

import type { PlotKind } from './kind';
import { caterpillarPlot } from './views/CaterpillarPlot';
import { histogramPlot } from './views/HistogramPlot';
import { influencePlot } from './views/InfluencePlot';
import { leveragePlot } from './views/LeveragePlot';
import { observedPlot } from './views/ObservedPlot';
import { predictorsPlot } from './views/PredictorsPlot';
import { profilePlot } from './views/ProfilePlot';
import { effectQuantilesPlot, quantilesPlot } from './views/QuantilesPlot';
import { residualsPlot } from './views/ResidualsPlot';
import { shrinkagePlot } from './views/ShrinkagePlot';
import { spreadPlot } from './views/SpreadPlot';

export const PLOTS: readonly PlotKind[] = [
  shrinkagePlot,
  caterpillarPlot,
  observedPlot,
  profilePlot,
  residualsPlot,
  predictorsPlot,
  spreadPlot,
  histogramPlot,
  quantilesPlot,
  effectQuantilesPlot,
  leveragePlot,
  influencePlot,
];
