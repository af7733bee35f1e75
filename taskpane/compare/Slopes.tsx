/** A column of numbers: lines with their bands first, then the slopes, as a table and in sentences. */

import { useMemo } from 'react';
import { answerReport, type ModelTerms } from '../../src/index';
import { Section } from '../components/Section';
import { usePane } from '../paneContext';
import { outcomeOf } from '../plots/choices';
import { PlotCard } from '../plots/figure/PlotCard';
import { useAnalysis } from '../plots/useAnalysis';
import { Waiting } from '../plots/Waiting';
import type { CompareBlock } from '../state/compareChoice';
import type { Comparison, CompareVariable } from '../state/comparison';
import { linesFormula, slopesFormula } from '../state/comparisonFormulas';
import { linesQuestion, slopesQuestion } from '../state/comparisonQuestions';
import { slopeSentences } from '../state/differences';
import { insertedModel } from '../state/selectors';
import { text } from '../text';
import { Differences } from './Differences';
import { EstimateTable } from './EstimateTable';
import { InsertComparison } from './InsertComparison';
import { linesLive } from './live';
import { meanLinesPlot } from './meansPlot';
import { groupColumn } from './outcome';
import { PlotChoices } from './PlotChoices';
import { Sentences } from './Sentences';
import { useLast } from '../plots/useLast';
import { usePlotParts } from './usePlotParts';

const words = text.compare;
const BLOCKS: readonly CompareBlock[] = ['means', 'chart', 'picture'];
const NAMES = { means: words.insert.slopes };

export interface SlopesProps {
  readonly terms: ModelTerms;
  readonly comparison: Comparison;
  readonly slopeOf: CompareVariable;
}

export function Slopes({ terms, comparison, slopeOf }: SlopesProps) {
  const { state } = usePane();
  const { compare } = state;
  const lines = useAnalysis('means', linesQuestion(comparison, slopeOf, compare));
  const { answer } = lines;
  const current = useMemo(
    () => (lines.isNew && answer ? { table: answer.value, fit: answer.fit } : null),
    [lines.isNew, answer],
  );
  const group = groupColumn(terms, state.data!.summary!.columns)?.name ?? null;
  const parts = usePlotParts(useLast(current), terms);
  const plot = useMemo(() => parts && meanLinesPlot(parts), [parts]);
  const outcome = parts?.outcome ?? outcomeOf(terms);
  const slopes = useAnalysis('slopes', slopesQuestion(comparison, slopeOf, compare));
  const hasGroups = comparison.within.length > 0;
  const found = useMemo(() => {
    const value = slopes.answer?.value;
    if (!value) return null;
    const report = answerReport('slopes', value);
    return {
      tables: value.contrasts,
      report,
      means: value.slopes,
      own: value.slopes.labels.length,
      hasEffects: false,
    };
  }, [slopes.answer]);
  const report = found?.report ?? null;
  const isNew = lines.isNew && slopes.isNew;
  const formulas = useMemo(() => {
    const model = insertedModel(state);
    const means =
      model && report && isNew ? slopesFormula(model, comparison, slopeOf, compare, report) : null;
    return { means, comparisons: null };
    // The model is made anew for each state; what it is made of is what was fitted.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state.fit.resultKey, report, isNew, comparison, slopeOf, compare]);
  const title = words.plot.lines(outcome, slopeOf.name);
  const table = lines.isNew ? (answer?.value ?? null) : null;
  const live = useMemo(() => {
    const model = insertedModel(state);
    if (!model || !table || !plot) return null;
    const formula = linesFormula(model, comparison, slopeOf, compare, answerReport('means', table));
    return linesLive(formula, table, {
      title,
      description: plot.description,
      xTitle: slopeOf.name,
      yTitle: outcome,
    });
    // The model is made anew for each state; what it is made of is what was fitted.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [state.fit.resultKey, table, plot, comparison, slopeOf, compare, title, outcome]);
  return (
    <>
      <div className="cm-compare-means">
        <PlotCard
          title={title}
          plot={plot && { ...plot, live: () => live }}
          isOld={!lines.isNew}
          below={<PlotChoices group={group} />}
          isSecond
        >
          <Waiting asked={lines} />
        </PlotCard>
        {report && (
          <EstimateTable
            title={words.slopes(slopeOf.name)}
            copied={words.copySlopes}
            report={{ ...report, sections: report.sections.slice(0, 1) }}
          />
        )}
      </div>
      <Section title={words.inWords}>
        <div className="cm-card cm-pad">
          {found && (
            <Sentences
              groups={[
                { title: '', sentences: slopeSentences(found.means, slopeOf.name, outcome, hasGroups) },
              ]}
              notes={[]}
            />
          )}
          <Waiting asked={slopes} />
        </div>
      </Section>
      {hasGroups && found && found.tables.length > 0 && (
        <Differences
          title={words.slopeDifferences}
          asked={slopes}
          compared={found}
          terms={terms}
          comparison={comparison}
        />
      )}
      <InsertComparison
        available={BLOCKS}
        names={NAMES}
        formulas={formulas}
        live={live}
        plot={lines.isNew ? plot : null}
        title={title}
      />
    </>
  );
}
