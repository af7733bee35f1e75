/** How far the fixed effects move when a group or a row is left out and the model is fitted anew. */

import { useMemo } from 'react';
import type { Analysis, FitResult, Influence } from '../../../src/index';
import { usePane } from '../../paneContext';
import { significant } from '../../state/numbers';
import { columnNamed } from '../../state/selectors';
import { fixedNames } from '../../state/coefficientLabels';
import { text } from '../../text';
import { brief, termName } from '../../words';
import { effectChoices, factorsOf, oneOf, type EffectNames, type NamedChoice } from '../choices';
import { influenceRows, type InfluenceRows } from '../data/influence';
import { influenceChart } from '../drawings/influence';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { influenceLive } from '../live/influence';
import { Pick } from '../Pick';
import { useAnalysis } from '../useAnalysis';
import { useEffectNames } from '../useEffectNames';
import { useLast } from '../useLast';
import { useRowNames } from '../useRowNames';
import { Waiting } from '../Waiting';

const words = text.plots.influence;
/** The core's name for leaving out row after row. */
const ROWS = 'rows';
/** In place of a fixed effect: all of them. */
const ALL = '';

function InfluencePlot({ fit: current }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  const { plots } = state;
  const units = useMemo(() => unitChoices(current), [current]);
  const group = oneOf(
    units.map(({ value }) => value),
    plots.leftOut,
  )!;
  const question: Analysis<'influence'> = { kind: 'influence', group };
  const asked = useAnalysis('influence', question);
  const { answer } = asked;
  const fit = answer?.fit ?? current;
  const found = answer?.question === JSON.stringify(question) ? answer.value : null;
  const rowName = useRowNames(fit);
  // Rows have no names of their own in the sheet: what they are groups of, or the first column, tells them.
  const rowLabels =
    factorsOf(fit).find((name) => columnNamed(state, name)) ?? state.data!.summary!.columns[0].name;
  const namesOf = useEffectNames(fit);
  const names = useMemo(() => namesOf(fixedNames(fit)), [namesOf, fit]);
  const terms = useMemo(() => termChoices(fit, names), [fit, names]);
  const term = oneOf(
    terms.map(({ value }) => value),
    plots.influenceOn,
  )!;
  const plot = useMemo(
    () => found && plotOf(found, term === ALL ? null : term, fit, names, rowName, rowLabels),
    [found, term, fit, names, rowName, rowLabels],
  );
  const shown = useLast(plot);
  return (
    <PlotCard
      title={words.title}
      plot={shown}
      isOld={plot === null || !asked.isNew}
      choices={
        <>
          <Pick
            label={words.leftOut}
            value={group}
            choices={units}
            onChange={(leftOut) => dispatch({ type: 'plots', choice: { leftOut } })}
          />
          <Pick
            label={words.on}
            value={term}
            choices={terms}
            onChange={(influenceOn) => dispatch({ type: 'plots', choice: { influenceOn } })}
          />
        </>
      }
    >
      <Waiting asked={asked} doing={words.working} />
    </PlotCard>
  );
}

function unitChoices(fit: FitResult): NamedChoice[] {
  const groups = factorsOf(fit).map((value) => ({ value, label: words.without(brief(termName(value))) }));
  return [...groups, { value: ROWS, label: words.withoutRow }];
}

function termChoices({ fixedEffects }: FitResult, names: EffectNames): NamedChoice[] {
  const terms = fixedEffects.map(({ term }) => term);
  return [{ value: ALL, label: words.all }, ...effectChoices(terms, names)];
}

function plotOf(
  influence: Influence,
  term: string | null,
  fit: FitResult,
  names: EffectNames,
  rowName: (index: number) => string,
  rowLabels: string,
): Plot | null {
  const data = influenceRows(influence, term);
  if (data.rows.length === 0) return null;
  const nameOf = (unit: number): string =>
    influence.factor === null ? rowName(unit) : influence.labels[unit];
  const unit = influence.factor === null ? words.row : brief(termName(influence.factor));
  const first = brief(nameOf(data.rows[0].unit));
  const change = term === null ? null : changeOf(influence, term, fit, names, data.rows[0].unit);
  const limit = significant(data.limit, 2);
  const xLabel = change === null ? words.cook : words.dfbetas(change.name);
  const description = words.description(
    term === null,
    unit,
    data.total,
    first,
    significant(data.rows[0].value, 3),
  );
  return {
    caption:
      largestSentence(data, first, change) +
      beyondSentence(data, unit, limit, term === null) +
      words.shown(data.rows.length, data.total) +
      unknownSentence(influence, data),
    description,
    legend: [
      { kind: 'dot', label: words.beyond },
      { kind: 'greyDot', label: words.within },
    ],
    draw: influenceChart(data, {
      xLabel,
      limitLabel: words.limit(limit),
      nameOf,
      isSigned: term !== null,
    }),
    live: (state) =>
      influenceLive(state, influence, term, rowLabels, {
        title: words.title,
        description,
        xTitle: influence.factor === null ? brief(termName(rowLabels)) : unit,
        yTitle: xLabel,
      }),
  };
}

/** What a fixed effect is with all rows, and without a unit. */
interface Change {
  readonly name: string;
  readonly whole: string;
  readonly without: string;
}

function changeOf(
  { terms, estimates }: Influence,
  term: string,
  fit: FitResult,
  { labelOf }: EffectNames,
  unit: number,
): Change {
  const whole = fit.fixedEffects.find((effect) => effect.term === term)!.estimate;
  const without = estimates[unit * terms.length + terms.indexOf(term)];
  const [first, second] = [whole, without].map((value) => significant(value, 4));
  return { name: brief(labelOf(term)), whole: first, without: second };
}

function largestSentence({ rows }: InfluenceRows, first: string, change: Change | null): string {
  return change === null
    ? words.largest(first, significant(rows[0].value, 2))
    : words.largestChange(first, change.name, change.whole, change.without);
}

function beyondSentence(
  { beyond, total }: InfluenceRows,
  unit: string,
  limit: string,
  isCook: boolean,
): string {
  return beyond === 0
    ? words.noneBeyond(unit, limit, isCook)
    : words.someBeyond(beyond, total, limit, isCook);
}

function unknownSentence({ reasons }: Influence, { unknown }: InfluenceRows): string {
  const reason = reasons.find((one) => one !== null);
  return unknown > 0 && reason ? words.unknown(unknown, reason) : '';
}

export const influencePlot: PlotKind = {
  name: 'influence',
  words,
  part: 'checks',
  picture: (
    <>
      <path d="M3 1V17" className="cm-pic-thin" />
      <path d="M3 3.5H20M3 8H12M3 12H9M3 16H7" />
      <circle className="cm-pic-fill" cx="20" cy="3.5" r="1.9" />
    </>
  ),
  missing: ({ fixedEffects }) => (fixedEffects.length > 0 ? null : words.needsFixed),
  View: InfluencePlot,
};
