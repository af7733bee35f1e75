/** F tests of the terms, where a term has more than one coefficient: the t tests of its coefficients do not answer for it. */

import { useEffect, useState } from 'react';
import { anovaReport, ddfWords, toCells, type AnovaTable, type FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { degreesOfFreedom, pValue, statistic } from '../state/numbers';
import { wantedFit } from '../state/selectors';
import { tableText } from '../state/tableText';
import { termName, text } from '../text';
import { CopyButton } from './CopyButton';
import { PlainTable } from './PlainTable';
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
  return (
    <Section
      title={text.results.anova}
      aside={
        <span className="cm-row">
          <span className="cm-meta">{text.results.anovaNote(ddfWords(table.ddf).name)}</span>
          <CopyButton
            content={() => tableText(toCells(anovaReport(table)))}
            label={text.copyTable(text.results.anova)}
          />
        </span>
      }
    >
      <PlainTable
        label={text.results.anova}
        header={[text.results.term, text.results.f, text.results.df, text.results.p]}
        rows={table.rows.map((row) => ({
          key: row.term,
          label: termName(row.term),
          cells:
            'f' in row
              ? [
                  statistic(row.f),
                  row.denDf === null ? String(row.numDf) : `${row.numDf}, ${degreesOfFreedom(row.denDf)}`,
                  pValue(row.pValue),
                ]
              : ['', '0', ''],
        }))}
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
