/** Residuals against each predictor, and by the levels of factors and groups. */

import { useMemo } from 'react';
import { factorOf, namesIn, type Column, type FitResult, type NumericColumn } from '../../../src/index';
import { usePane } from '../../paneContext';
import type { ColumnSummary } from '../../state/columns';
import { fixed, significant } from '../../state/numbers';
import type { DataState } from '../../state/state';
import { text } from '../../text';
import { brief } from '../../words';
import { oneOf, outcomeWords, termsOf, withoutResiduals } from '../choices';
import { predictorColumns } from '../data/observed';
import { residualCloud } from '../data/residualCloud';
import { inRows, residualsByLevel, type LevelResiduals } from '../data/spread';
import { extent } from '../data/thin';
import { stripChart } from '../drawings/groupRows';
import { residualsChart } from '../drawings/rows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { predictorLive } from '../live/rows';
import { Pick } from '../Pick';
import { withUnit } from '../units';
import { useRowNames } from '../useRowNames';

const words = text.plots.predictors;
const { residuals } = text.plots;
/** A local average this far from zero, or a mean of a level, stands out; in residual standard deviations. */
const STANDS_OUT = 0.25;

function PredictorsPlot({ fit }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  const { plots, data } = state;
  const rowName = useRowNames(fit);
  const columns = useMemo(() => usedColumns(fit, data!), [fit, data]);
  const names = columns.map(({ name }) => name);
  const x = oneOf(names, plots.predictor);
  const chosen = columns.find(({ name }) => name === x);
  const column = chosen?.column ?? null;
  const isTaken = chosen?.type !== undefined;
  const plot = useMemo(() => {
    if (column === null) return null;
    const yLabel = withUnit(residuals.residual, outcomeWords(fit, data!).unit);
    return column.kind === 'number'
      ? numberPlot(fit, column, isTaken, yLabel, rowName)
      : levelPlot(fit, column, yLabel);
  }, [fit, data, column, isTaken, rowName]);
  return (
    <PlotCard
      title={words.title}
      plot={plot}
      choices={
        <Pick
          label={words.by}
          value={x ?? ''}
          choices={names.map((value) => ({ value, label: brief(value) }))}
          onChange={(predictor) => dispatch({ type: 'plots', choice: { predictor } })}
        />
      }
    />
  );
}

/** Predictors, then what makes groups. */
function usedColumns(fit: FitResult, data: DataState): ColumnSummary[] {
  const terms = termsOf(fit, data);
  const all = data.summary?.columns ?? [];
  const predictors = predictorColumns(terms, all);
  const groups = new Set(
    terms.random.flatMap(({ group }) => group.flatMap(({ expr }) => namesIn(expr).map(({ name }) => name))),
  );
  const others = all.filter((one) => groups.has(one.name) && !predictors.includes(one) && one.column);
  return [...predictors, ...others.map(asGroups)];
}

/** Numbers that name groups are labels here. */
function asGroups(summary: ColumnSummary): ColumnSummary {
  const { column } = summary;
  if (column?.kind !== 'number') return summary;
  const { name, missing } = column;
  return { ...summary, column: { kind: 'factor', name, missing, source: 'text', ...factorOf(column) } };
}

/** @param isTaken whether the column is taken for something else than its cells are */
function numberPlot(
  fit: FitResult,
  column: NumericColumn,
  isTaken: boolean,
  yLabel: string,
  rowName: (index: number) => string,
): Plot {
  const x = inRows(column.values, fit.keptRows);
  const cloud = residualCloud(x, fit.residuals, fit.sigma);
  const most = Math.max(...cloud.average.map(({ y }) => Math.abs(y))) / fit.sigma;
  const description = describe(fit, column);
  const isCounted = cloud.cells.length > 0;
  const hasAverage = cloud.average.length > 0;
  return {
    caption:
      (hasAverage ? words.caption(most < STANDS_OUT, fixed(most, 2)) : words.few) +
      (isCounted ? residuals.counted(cloud.total) : ''),
    description,
    legend: [
      { kind: 'fixedLine', label: residuals.zero },
      ...(hasAverage ? [{ kind: 'varyLine', label: residuals.average } as const] : []),
      ...(isCounted ? [{ kind: 'cells', label: residuals.cells } as const] : []),
    ],
    draw: residualsChart(cloud, { xLabel: column.name, yLabel, rowName }),
    live: isTaken
      ? text.plots.noChart.taken
      : (state) =>
          predictorLive(state, column.name, {
            title: words.title,
            description,
            xTitle: brief(column.name),
            yTitle: yLabel,
          }),
  };
}

function levelPlot(fit: FitResult, column: Column, xLabel: string): Plot {
  const data = residualsByLevel(fit.residuals, column, fit.keptRows);
  return {
    caption: levelSentence(data, fit.sigma),
    description: describe(fit, column),
    legend: [
      { kind: 'point', label: residuals.points },
      { kind: 'varyLine', label: words.mean },
    ],
    draw: stripChart(data.strips, 0, { xLabel, averageLabel: residuals.zero }),
    live: text.plots.noChart.levels,
  };
}

function describe({ residuals: values }: FitResult, { name }: Column): string {
  const ends = extent(values).map((end) => significant(end, 3));
  return words.description(brief(name), values.length, ends[0], ends[1]);
}

function levelSentence({ levels }: LevelResiduals, sigma: number): string {
  const spread = levels.filter(({ sd }) => Number.isFinite(sd)).sort((a, b) => b.sd - a.sd);
  if (spread.length < 2) return words.oneEach;
  const [widest, narrowest] = [spread[0], spread[spread.length - 1]];
  const off = levels.reduce((far, one) => (Math.abs(one.mean) > Math.abs(far.mean) ? one : far));
  const by = Math.abs(off.mean) / sigma;
  return (
    words.levels(
      brief(widest.label),
      significant(widest.sd, 3),
      brief(narrowest.label),
      significant(narrowest.sd, 3),
    ) + (by < STANDS_OUT ? '' : words.off(brief(off.label), fixed(by, 2)))
  );
}

export const predictorsPlot: PlotKind = {
  name: 'predictors',
  words,
  part: 'checks',
  picture: (
    <>
      <path d="M1 9H23" className="cm-pic-thin" />
      {dots(1.2, [4, 4], [4, 8], [4, 13], [12, 3], [12, 7], [12, 11], [12, 15], [20, 6], [20, 9], [20, 12])}
    </>
  ),
  missing: (fit, data) => withoutResiduals(fit) ?? (usedColumns(fit, data).length > 0 ? null : words.none),
  View: PredictorsPlot,
};
