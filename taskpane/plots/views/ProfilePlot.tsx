/** The likelihood profile of a parameter, with its interval. */

import { useMemo } from 'react';
import type { FitResult, IntervalRow, ProfileTable } from '../../../src/index';
import { usePane } from '../../paneContext';
import { fixed, interval, percent, significant } from '../../state/numbers';
import { fixedNames } from '../../state/coefficientLabels';
import { text } from '../../text';
import { oneOf, outcomeWords, parameterName, parameterUnit, type EffectNames } from '../choices';
import { dropOf, profileChart } from '../drawings/profile';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { profileLive } from '../live/profile';
import { Pick } from '../Pick';
import { withUnit } from '../units';
import { useEffectNames } from '../useEffectNames';
import { useAnalysis } from '../useAnalysis';
import { Waiting } from '../Waiting';

const words = text.plots.profile;
const POINTS = 41;

function ProfilePlot({ fit }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  // Wald's table is quick, and names all parameters.
  const named = useAnalysis('intervals', {
    kind: 'intervals',
    type: 'wald',
    parameter: '',
    level: fit.level,
  });
  const rows = named.answer?.value.rows ?? [];
  const parameter = oneOf(
    rows.map((row) => row.parameter),
    state.plots.parameter,
  );
  const profile = useAnalysis(
    'profile',
    parameter === null || !named.isNew ? null : { kind: 'profile', parameter, points: POINTS },
  );
  const table = profile.answer?.value ?? null;
  const { data } = state;
  const namesOf = useEffectNames(fit);
  const plot = useMemo(() => {
    if (!table) return null;
    const { fit: ofFit } = profile.answer!;
    const names = namesOf(siblingsOf(table.rows[0], ofFit));
    return plotOf(table, outcomeWords(ofFit, data!).unit, names);
  }, [table, profile.answer, data, namesOf]);
  const choices = rows.map((row) => ({
    value: row.parameter,
    label: parameterName(row, namesOf(siblingsOf(row, fit)).labelOf),
  }));
  const isReady = named.isNew && parameter !== null;
  return (
    <PlotCard
      title={words.title}
      plot={plot}
      isOld={!profile.isNew}
      choices={
        <Pick
          label={text.plots.parameter}
          value={parameter ?? ''}
          choices={choices}
          onChange={(value) => dispatch({ type: 'plots', choice: { parameter: value } })}
        />
      }
    >
      <Waiting asked={isReady ? profile : named} doing={isReady ? text.plots.following : undefined} />
      {table && profile.isNew && <Notes table={table} hasPlot={plot !== null} />}
    </PlotCard>
  );
}

/** The columns of the linear predictor that a parameter is about. */
function siblingsOf({ group, terms }: IntervalRow, fit: FitResult): readonly string[] {
  if (group === null) return fixedNames(fit);
  return fit.varianceComponents.find((one) => one.group === group)?.terms ?? terms;
}

/** What a reader has to know besides. */
function Notes({ table, hasPlot }: { readonly table: ProfileTable; readonly hasPlot: boolean }) {
  const notes = hasPlot || table.notes.length > 0 ? table.notes : [words.none];
  return notes.map((note) => (
    <p key={note} className="cm-meta cm-plotnote">
      {note}
    </p>
  ));
}

/** null where the parameter has no profile. */
function plotOf(table: ProfileTable, unit: string | null, { labelOf, isNumber }: EffectNames): Plot | null {
  const { rows, curves, level } = table;
  if (rows.length === 0 || curves[0].length < 2) return null;
  const [row] = rows;
  const { estimate, lower, upper } = row;
  const name = parameterName(row, labelOf);
  const axis = withUnit(name, parameterUnit(row, unit, isNumber));
  const drop = fixed(dropOf(level), 2);
  const limits = lower !== null && upper !== null ? interval(lower, upper) : null;
  const description = words.description(
    name,
    estimate === null ? '–' : significant(estimate, 4),
    limits?.[0] ?? '–',
    limits?.[1] ?? '–',
  );
  return {
    caption: limits ? words.caption(percent(level), ...limits, drop) : words.open(percent(level)),
    description,
    legend: [
      { kind: 'fixedCurve', label: words.exact },
      ...(curves[0].some(({ quadratic }) => quadratic !== null)
        ? [{ kind: 'greyDash', label: words.quadratic } as const]
        : []),
      { kind: 'cut', label: words.cut(drop) },
    ],
    draw: profileChart(table, row, { xLabel: axis, yLabel: words.y }),
    live: (state) =>
      profileLive(state, table, { title: words.title, description, xTitle: axis, yTitle: words.relative }),
  };
}

export const profilePlot: PlotKind = {
  name: 'profile',
  words,
  part: 'model',
  picture: (
    <>
      <path d="M2 11.5H22" className="cm-pic-thin" strokeDasharray="1 2.4" />
      <path d="M3 17C6 6 9 2.5 12 2.5S18 6 21 17" />
      {dots(1.7, [12, 2.5])}
    </>
  ),
  missing: () => null,
  View: ProfilePlot,
};
