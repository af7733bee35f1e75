/** The data with the lines of the population, all together, or group by group. */

import { useMemo } from 'react';
import type { Analysis, FitResult, FittedLines } from '../../../src/index';
import { useLast } from '../useLast';
import { Segment } from '../../components/Segment';
import { usePane } from '../../paneContext';
import type { ColumnSummary } from '../../state/columns';
import type { PlotChoice } from '../../state/plots';
import { text } from '../../text';
import { brief } from '../../words';
import { factorsOf, oneOf, outcomeOf, termsOf } from '../choices';
import {
  chosenColumns,
  ONE_LINE,
  orderOfLevels,
  predictorColumns,
  shownLevels,
  splitColumns,
  type ChosenColumns,
} from '../data/observed';
import { PlotCard, type DrawnPlot, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { FactorPick, Pick } from '../Pick';
import { useAnalysis, type Answer } from '../useAnalysis';
import { Waiting } from '../Waiting';
import { groupsPlot } from './observed/byGroup';
import { linesQuestion, type LineParts } from './observed/parts';
import { stripPlot } from './observed/strip';
import { togetherPlot } from './observed/together';
import { usePopulationLive } from './observed/usePopulationLive';

const words = text.plots.observed;

function ObservedPlot({ fit: current }: { readonly fit: FitResult }) {
  const { plots, data } = usePane().state;
  const terms = useMemo(() => termsOf(current, data!), [current, data]);
  const columns = useMemo(() => predictorColumns(terms, data!.summary?.columns ?? []), [terms, data]);
  const outcome = outcomeOf(terms);
  const chosen = useMemo(() => chosenColumns(columns, plots), [columns, plots]);
  const hasGroups = factorsOf(current).length > 0;
  const isByGroup = hasGroups && (plots.view === 'groups' || chosen === null);
  const groups = useAnalysis('groups', isByGroup ? { kind: 'groups' } : null);
  const fit = (isByGroup ? groups.answer?.fit : null) ?? current;
  const factor = isByGroup ? oneOf(factorsOf(fit), plots.factor) : null;
  const estimates = (isByGroup ? groups.answer?.value.find((one) => one.factor === factor) : null) ?? null;
  const levels = useMemo(() => (estimates ? shownLevels(orderOfLevels(estimates)) : []), [estimates]);
  const isReady = chosen !== null && (!isByGroup || (groups.isNew && estimates !== null));
  const question = isReady ? linesQuestion(chosen, fit, factor, levels) : null;
  const fitted = useAnalysis('lines', question);
  const answer = answerTo(question, fitted.answer, fit);
  const parts = useMemo(
    (): LineParts | null => chosen && answer && { fit, ...chosen, lines: answer, outcome },
    [fit, chosen, answer, outcome],
  );
  const drawn = useMemo((): DrawnPlot | Plot | null => {
    if (chosen === null) return estimates && stripPlot(fit, estimates, outcome);
    if (parts === null) return null;
    if (!isByGroup) return togetherPlot(parts);
    return estimates && groupsPlot(parts, estimates);
  }, [fit, chosen, estimates, parts, outcome, isByGroup]);
  const live = usePopulationLive(isByGroup ? null : parts);
  const plot = useMemo(
    () => drawn && ('live' in drawn ? drawn : { ...drawn, live: live(drawn.description) }),
    [drawn, live],
  );
  const shown = useLast(plot);
  return (
    <PlotCard
      title={words.title}
      plot={shown}
      isOld={plot === null}
      choices={
        <>
          <ViewPick hasGroups={hasGroups && chosen !== null} />
          {isByGroup && <FactorPick fit={fit} value={factor} />}
          <ColumnPicks columns={columns} chosen={chosen} />
        </>
      }
    >
      {isByGroup && !groups.isNew ? (
        <Waiting asked={groups} />
      ) : (
        chosen !== null && <Waiting asked={fitted} />
      )}
    </PlotCard>
  );
}

/** The answer, where it is to this question and about this fit. */
function answerTo(
  question: Analysis<'lines'> | null,
  answer: Answer<'lines'> | null,
  fit: FitResult,
): FittedLines | null {
  const isIt = answer?.fit === fit && answer.question === JSON.stringify(question);
  return isIt ? answer.value : null;
}

function ViewPick({ hasGroups }: { readonly hasGroups: boolean }) {
  const { state, dispatch } = usePane();
  if (!hasGroups) return null;
  return (
    <Segment
      label={words.view}
      value={state.plots.view}
      choices={VIEWS.map((value) => ({ value, label: words.views[value] }))}
      onChange={(view) => dispatch({ type: 'plots', choice: { view } })}
    />
  );
}

const VIEWS: readonly PlotChoice['view'][] = ['together', 'groups'];

interface ColumnPicksProps {
  readonly columns: readonly ColumnSummary[];
  readonly chosen: ChosenColumns | null;
}

function ColumnPicks({ columns, chosen }: ColumnPicksProps) {
  const { dispatch } = usePane();
  if (chosen === null) return null;
  const split = splitColumns(columns, chosen.x.name);
  return (
    <>
      <Pick
        label={text.plots.x}
        value={chosen.x.name}
        choices={columns.map(({ name }) => ({ value: name, label: words.over(brief(name)) }))}
        onChange={(x) => dispatch({ type: 'plots', choice: { x } })}
      />
      <Pick
        label={words.lines}
        value={chosen.by?.name ?? ONE_LINE}
        choices={[
          { value: ONE_LINE, label: words.oneLine },
          ...split.map(({ name }) => ({ value: name, label: words.lineFor(brief(name)) })),
        ]}
        onChange={(by) => dispatch({ type: 'plots', choice: { by } })}
      />
    </>
  );
}

export const observedPlot: PlotKind = {
  name: 'observed',
  words,
  part: 'model',
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
    const hasX = predictorColumns(termsOf(fit, data), data.summary?.columns ?? []).length > 0;
    return hasX || factorsOf(fit).length > 0 ? null : text.plots.needsPredictor;
  },
  View: ObservedPlot,
};
