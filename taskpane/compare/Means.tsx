/** Means of factors: the plot first, then the table, then the differences. */

import { useMemo } from 'react';
import { answerReport, type EstimatedTable, type ModelTerms } from '../../src/index';
import { usePane } from '../paneContext';
import { outcomeOf } from '../plots/choices';
import { PlotCard } from '../plots/figure/PlotCard';
import { useAnalysis } from '../plots/useAnalysis';
import { Waiting } from '../plots/Waiting';
import { COMPARE_BLOCKS } from '../state/compareChoice';
import type { Comparison } from '../state/comparison';
import { contrastsFormula, meansFormula } from '../state/comparisonFormulas';
import { contrastsQuestion, meansQuestion } from '../state/comparisonQuestions';
import { insertedModel } from '../state/selectors';
import { text } from '../text';
import { Differences } from './Differences';
import { EstimateTable } from './EstimateTable';
import { InsertComparison } from './InsertComparison';
import { meansLive } from './live';
import { meansPlot } from './meansPlot';
import { groupColumn } from './outcome';
import { PlotChoices } from './PlotChoices';
import { useLast } from '../plots/useLast';
import { usePlotParts } from './usePlotParts';

const words = text.compare;
const NONE: Comparison['within'] = [];

export interface MeansProps {
  readonly terms: ModelTerms;
  readonly comparison: Comparison;
}

export function Means({ terms, comparison }: MeansProps) {
  const { state } = usePane();
  const { compare } = state;
  const asked = useAnalysis('means', meansQuestion(comparison, compare));
  const { answer, isNew } = asked;
  const current = useMemo(
    () => (isNew && answer ? { table: answer.value, fit: answer.fit, comparison } : null),
    // A comparison that is asked anew has another answer.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [isNew, answer],
  );
  const shown = useLast(current);
  const group = groupColumn(terms, state.data!.summary!.columns)?.name ?? null;
  const parts = usePlotParts(shown, terms);
  const within = shown?.comparison.within ?? NONE;
  const plot = useMemo(
    () =>
      parts &&
      meansPlot(
        parts,
        within.map(({ name }) => name),
      ),
    [parts, within],
  );
  const contrasts = useAnalysis(
    'contrasts',
    isNew && isComparable(shown?.table) ? contrastsQuestion(comparison, compare) : null,
  );
  const currentContrasts = useMemo(
    () =>
      shown && contrasts.isNew && contrasts.answer
        ? {
            tables: contrasts.answer.value.tables,
            report: answerReport('contrasts', contrasts.answer.value),
            means: shown.table,
            own: shown.comparison.compared.length,
            hasEffects: true,
          }
        : null,
    // The means that are compared are there before.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [contrasts.isNew, contrasts.answer],
  );
  const found = useLast(currentContrasts);
  const model = insertedModel(state);
  const means = shown && isNew ? shown.table : null;
  const differences = contrasts.isNew ? (found?.report ?? null) : null;
  const formulas = useMemo(
    () => ({
      means: model && means && meansFormula(model, comparison, compare, answerReport('means', means)),
      comparisons: model && means && differences && contrastsFormula(model, comparison, compare, differences),
    }),
    // The model is made anew for each state; what it is made of is what was fitted.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [state.fit.resultKey, means, differences, comparison, compare],
  );
  const title = words.plot.title(parts?.outcome ?? outcomeOf(terms));
  const live = useMemo(
    () =>
      formulas.means &&
      plot &&
      means &&
      parts &&
      meansLive(formulas.means, means, parts.outcome, title, plot),
    [formulas.means, plot, means, parts, title],
  );
  return (
    <>
      <div className="cm-compare-means">
        <PlotCard
          title={title}
          plot={plot && { ...plot, live: () => live }}
          isOld={!isNew}
          below={<PlotChoices group={group} />}
          isSecond
        >
          <Waiting asked={asked} />
        </PlotCard>
        {shown && (
          <EstimateTable
            title={words.means}
            copied={words.copyMeans}
            report={answerReport('means', shown.table)}
          />
        )}
      </div>
      {shown && isComparable(shown.table) && (
        <Differences
          title={words.differences}
          asked={contrasts}
          compared={found}
          terms={terms}
          comparison={comparison}
        />
      )}
      {shown && (
        <InsertComparison
          available={COMPARE_BLOCKS}
          formulas={formulas}
          live={live}
          plot={isNew ? plot : null}
          title={title}
        />
      )}
    </>
  );
}

/** Whether there are two means to compare with each other. */
function isComparable(table: EstimatedTable | undefined): boolean {
  return table !== undefined && table.rows.length > 1;
}
