/** The data with the lines of the groups and of the population. */

import { useMemo } from 'react';
import type { Column, FitResult, GroupEstimates, FittedLine } from '../../../src/index';
import { usePane } from '../../paneContext';
import { significant } from '../../state/numbers';
import type { ColumnSummary } from '../../state/columns';
import { text } from '../../text';
import { brief, termName } from '../../words';
import { factorsOf, oneOf, outcomeOf, termsOf } from '../choices';
import {
  MOST_PANELS,
  observedPoints,
  orderOfLevels,
  shownLevels,
  stripsOf,
  variesOver,
  xColumns,
} from '../data/observed';
import { stripChart } from '../drawings/groupRows';
import { overlayChart, panelsChart, type ObservedData } from '../drawings/observed';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { FactorPick, Pick } from '../Pick';
import { useAnalysis, type Answer } from '../useAnalysis';
import { Waiting } from '../Waiting';

const words = text.plots.observed;
/** Points per line. */
const POINTS = 41;

function ObservedPlot({ fit: current }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  const { plots, data } = state;
  const hasGroups = factorsOf(current).length > 0;
  const groups = useAnalysis('groups', hasGroups ? { kind: 'groups' } : null);
  const fit = (hasGroups ? groups.answer?.fit : null) ?? current;
  const factor = oneOf(factorsOf(fit), plots.factor);
  const estimates = groups.answer?.value.find((one) => one.factor === factor) ?? null;
  const terms = useMemo(() => termsOf(fit, data!), [fit, data]);
  const columns = useMemo(() => xColumns(terms, data!.summary?.columns ?? [], factor), [terms, data, factor]);
  const names = columns.map(({ name }) => name);
  const x = oneOf(names, plots.x);
  const levels = useMemo(() => (estimates ? shownLevels(orderOfLevels(estimates, x)) : []), [estimates, x]);
  const isReady = !hasGroups || (groups.isNew && estimates !== null);
  const fitted = useAnalysis(
    'lines',
    x !== null && isReady
      ? { kind: 'lines', x, factor: hasGroups ? factor : null, levels, points: POINTS }
      : null,
  );
  const column = columns.find(({ name }) => name === x) ?? null;
  const outcome = outcomeOf(terms);
  const plot = useMemo(() => {
    if (column === null) return estimates && stripPlot(fit, estimates, outcome);
    const answer = matching(fitted.answer, fit, levels);
    return (
      answer &&
      linePlot(fit, { column, others: names.length - 1, estimates, levels, fittedLines: answer, outcome })
    );
  }, [fit, column, names.length, estimates, levels, fitted.answer, outcome]);
  const choose = (choice: { factor?: string; x?: string }) => dispatch({ type: 'plots', choice });
  return (
    <PlotCard
      title={words.title}
      plot={plot}
      choices={
        <>
          <FactorPick fit={fit} value={factor} />
          <Pick
            label={text.plots.x}
            value={x ?? ''}
            choices={names.map((value) => ({ value, label: brief(value) }))}
            onChange={(value) => choose({ x: value })}
          />
        </>
      }
    >
      {hasGroups && !groups.isNew ? <Waiting asked={groups} /> : x !== null && <Waiting asked={fitted} />}
    </PlotCard>
  );
}

/** Lines that belong to this fit and to these levels. */
function matching(
  answer: Answer<'lines'> | null,
  fit: FitResult,
  levels: readonly number[],
): readonly FittedLine[] | null {
  if (answer === null || answer.fit !== fit || answer.value.length !== levels.length + 1) return null;
  return answer.value.every(({ level }, i) => i === 0 || level === levels[i - 1]) ? answer.value : null;
}

interface LineParts {
  readonly column: ColumnSummary;
  /** Further predictors, which a line holds. */
  readonly others: number;
  readonly estimates: GroupEstimates | null;
  readonly levels: readonly number[];
  readonly fittedLines: readonly FittedLine[];
  readonly outcome: string;
}

const number = (value: number): string => significant(value, 4);

function linePlot(
  fit: FitResult,
  { column, others, estimates, levels, fittedLines, outcome }: LineParts,
): Plot {
  const y = fit.response;
  const points = observedPoints(column.column, fit.keptRows, y, estimates?.codes ?? null);
  const [population, ...lines] = fittedLines;
  const total = estimates?.levels.length ?? 0;
  const hasPanels = estimates !== null && total <= MOST_PANELS;
  const data: ObservedData = {
    points,
    population,
    lines,
    panels: levels.map((level) => ({ level, label: estimates!.levels[level] })),
    places: placesOf(column.column),
  };
  const labels = { xLabel: column.name, yLabel: outcome };
  const [xName, yName] = [brief(column.name), brief(outcome)];
  const order = estimates === null ? null : variesOver(estimates, column.name) ? 'steepest' : 'highest';
  const caption =
    estimates === null || hasPanels
      ? words.caption(yName, xName, order)
      : words.manyCaption(yName, xName, lines.length, total);
  const ends = [population.y[0], population.y[population.y.length - 1]].map(number);
  return {
    caption:
      caption +
      (others > 0 ? words.held : '') +
      (points.length < y.length ? words.sample(points.length, y.length) : ''),
    description: words.description(yName, xName, y.length, hasPanels ? levels.length : 0, ends[0], ends[1]),
    legend: [
      { kind: 'point', label: words.data },
      ...(estimates ? [{ kind: 'varyLine', label: brief(termName(estimates.factor)) } as const] : []),
      { kind: 'fixedDash', label: words.population },
    ],
    draw: hasPanels ? panelsChart(data, labels) : overlayChart(data, labels),
  };
}

function placesOf(column: Column | null): readonly string[] | null {
  return column?.kind === 'factor' ? column.levels : null;
}

/** Without anything to draw the data against: a line of points per group. */
function stripPlot(fit: FitResult, estimates: GroupEstimates, outcome: string): Plot {
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
  };
}

export const observedPlot: PlotKind = {
  name: 'observed',
  words,
  picture: (
    <>
      {[
        [1.5, 1.5],
        [13.5, 1.5],
        [1.5, 10.5],
        [13.5, 10.5],
      ].map(([x, y]) => (
        <rect key={`${x} ${y}`} x={x} y={y} width="9" height="6.5" rx="1" className="cm-pic-faint" />
      ))}
      <path d="M3 6.5L9 3M15 6L21 4.5M3 15L9 14M15 16L21 11.5" />
    </>
  ),
  missing: (fit, data) => {
    const hasX = xColumns(termsOf(fit, data), data.summary?.columns ?? [], null).length > 0;
    return hasX || factorsOf(fit).length > 0 ? null : text.plots.needsPredictor;
  },
  View: ObservedPlot,
};
