/** F tests of the terms, where a term has more than one coefficient: the t tests of its coefficients do not answer for it. */

import { useEffect, useState } from 'react';
import { answerReport, ddfWords, toClipboard, type AnovaTable, type FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { wantedFit } from '../state/selectors';
import { text } from '../text';
import { CopyButton } from './CopyButton';
import { ReportTable } from './ReportTable';
import { Section } from './Section';

export function TermTests({ result }: { readonly result: FitResult }) {
  const { state, controller } = usePane();
  const [table, setTable] = useState<AnovaTable | null>(null);
  const key = wantedFit(state)?.key ?? null;
  const isFitted = key === state.fit.resultKey;
  const isWanted = hasFactor(result);
  useEffect(() => {
    if (!isFitted || !isWanted) return;
    let isCurrent = true;
    void controller.anova().then((found) => isCurrent && setTable(found));
    return () => {
      isCurrent = false;
    };
  }, [controller, key, isFitted, isWanted]);
  if (!isWanted || !table || table.rows.length === 0) return null;
  const report = answerReport('anova', table);
  return (
    <Section
      title={text.results.anova}
      aside={
        <span className="cm-row">
          <span className="cm-meta">{text.results.anovaNote(ddfWords(table.ddf).name)}</span>
          <CopyButton content={() => toClipboard(report)} label={text.copyTable(text.results.anova)} />
        </span>
      }
    >
      <ReportTable
        label={text.results.anova}
        table={report.sections[0]}
        show={['f', ['numDf', 'denDf'], 'pValue']}
      />
      {table.notes
        .filter((note) => result.warnings.every(({ message }) => message !== note))
        .map((note) => (
          <p key={note} className="cm-meta">
            {note}
          </p>
        ))}
    </Section>
  );
}

/** Fewer terms than coefficients: some term has several. */
function hasFactor({ fixedEffects, formula }: FitResult): boolean {
  const slopes = fixedEffects.filter(({ term }) => term !== '(Intercept)');
  const names = slopes.filter(
    ({ term }) => !formula.replaceAll(/\s/g, '').includes(term.replaceAll(/\s/g, '')),
  );
  return names.length > 0;
}
