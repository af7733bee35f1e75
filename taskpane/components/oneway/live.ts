/** Means of groups and what becomes of them, as a chart that shows the live formula beside it. */

import { shrunkenReport, type ShrunkenMeans } from '../../../src/index';
import { estimatesLive, type PlotWords } from '../../plots/live/estimates';
import type { LivePlot } from '../../plots/live/live';
import { tablePlace } from '../../plots/live/tables';
import { onewayColumns, onewayFormulas, statisticsOf } from '../../state/oneway';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import { percent } from '../../state/numbers';

/** The report's name for the groups. */
const MEANS = 'means';
const COLUMNS = { table: MEANS, estimate: 'shrunken', lower: 'lower', upper: 'upper' };

export function shrunkenLive(
  state: PaneState,
  result: ShrunkenMeans,
  words: Omit<PlotWords, 'xTitle'>,
): LivePlot | null {
  const { values, groups } = onewayColumns(state);
  if (!state.data || !values?.column || !groups?.column) return null;
  const stats = statisticsOf(values.column, groups.column);
  const formulas = onewayFormulas(
    state.data,
    { values, groups },
    stats,
    state.oneway.shrink,
    state.options.level,
  );
  const report = shrunkenReport(result);
  const { own, shrunken } = text.oneway.picture;
  const names = { estimate: shrunken, ...text.chart.limits(percent(result.level)) };
  const live = estimatesLive(formulas[formulas.length - 1], report, COLUMNS, names, {
    ...words,
    xTitle: groups.name,
  });
  const place = tablePlace(report, MEANS);
  const mean = place?.column('mean');
  if (!live || !place || !mean) return live;
  const observed = { name: own, x: place.labels, y: mean, mark: 'points', color: 'quiet' } as const;
  return { ...live, series: [...live.series, observed] };
}
