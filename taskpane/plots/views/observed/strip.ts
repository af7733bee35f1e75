/** Data without anything to draw them against: a row of points per group. */

import type { FitResult, GroupEstimates } from '../../../../src/index';
import { text } from '../../../text';
import { brief, termName } from '../../../words';
import { stripsOf } from '../../data/observed';
import { stripChart } from '../../drawings/groupRows';
import type { Plot } from '../../figure/PlotCard';
import { number } from './parts';

const words = text.plots.observed;

export function stripPlot(fit: FitResult, estimates: GroupEstimates, outcome: string): Plot {
  const y = fit.response;
  const strips = stripsOf(y, estimates);
  const mean = fit.fixedEffects[0]?.estimate ?? 0;
  const factor = brief(termName(estimates.factor));
  const total = estimates.levels.length;
  return {
    caption: words.stripCaption(brief(outcome), factor, strips.length, total),
    description: words.stripDescription(brief(outcome), y.length, total, number(mean)),
    legend: [
      { kind: 'point', label: words.data },
      { kind: 'varyLine', label: factor },
      { kind: 'fixedDash', label: words.population },
    ],
    draw: stripChart(strips, mean, {
      xLabel: outcome,
      averageLabel: `${words.population} ${number(mean)}`,
    }),
    live: text.plots.noChart.rows,
  };
}
