/** The curve of a likelihood as a chart that shows the live formula beside it. */

import type { LikelihoodStudy } from '../../../src/index';
import type { PlotWords } from '../../plots/live/estimates';
import type { LivePlot, LiveSeries, Part } from '../../plots/live/live';
import type { PaneState } from '../../state/state';
import { curvesBehind } from '../../state/keptCurves';
import { studioFormulas } from '../../state/studioFormulas';
import { text } from '../../text';

const words = text.likelihood;

/** Columns of LIKELIHOOD.CURVE. */
const COLUMN = { value: 0, log: 1, relative: 2, quadratic: 3 } as const;

/** Log-likelihoods with their quadratic approximation, or relative likelihoods; null where no formula gives the curve. */
export function curveLive(
  state: PaneState,
  study: LikelihoodStudy,
  { title, description }: Pick<PlotWords, 'title' | 'description'>,
): LivePlot | null {
  const { likelihood } = state;
  const choice = { ...likelihood.choice, blocks: ['curve' as const] };
  const formula = studioFormulas({ ...state, likelihood: { ...likelihood, choice } }, study, null)?.[0];
  if (!formula) return null;
  const column = (at: number): Part => ({ formula: 0, row: 1, column: at, rows: formula.look.rows - 1 });
  const series = (name: string, y: number, look: Pick<LiveSeries, 'mark' | 'color'>): LiveSeries => ({
    name,
    x: column(COLUMN.value),
    y: column(y),
    ...look,
  });
  const isLog = choice.scale === 'log';
  const own = study.maximum.parameters[study.index].name;
  // Behind kept curves there is a column for each, on the scale that is shown.
  const kept = formula.beside ?? [];
  const names = curvesBehind(choice.kept, own).map(({ name }) => name);
  const alone = isLog ? COLUMN.log : COLUMN.relative;
  const hasQuadratic = isLog && kept.length === 0;
  return {
    title,
    description,
    xTitle: words.symbol(own),
    yTitle: isLog
      ? words.scales.log
      : kept.length > 0
        ? words.scales[choice.scale]
        : text.plots.profile.relative,
    kind: 'scatter',
    formulas: [formula],
    series: [
      series(words.legend.exact, kept.length > 0 ? 1 : alone, { mark: 'line', color: 0 }),
      ...(hasQuadratic
        ? [series(words.legend.quadratic, COLUMN.quadratic, { mark: 'dashes', color: 'quiet' })]
        : []),
      ...kept.map(({ right }, k) => series(names[k], right, { mark: 'line', color: k + 1 })),
    ],
  };
}
