/** What differs from what, in sentences and as a table; and how it is compared. */

import { useMemo } from 'react';
import {
  toClipboard,
  type ContrastTable,
  type EstimatedTable,
  type ModelTerms,
  type Report,
} from '../../src/index';
import { CopyButton } from '../components/CopyButton';
import { Disclosure } from '../components/Disclosure';
import { ReportTable } from '../components/ReportTable';
import { Section } from '../components/Section';
import { usePane } from '../paneContext';
import { useAnalysis } from '../plots/useAnalysis';
import { Waiting, type WaitingProps } from '../plots/Waiting';
import type { Comparison } from '../state/comparison';
import { TERM_TESTS, testLines } from '../state/comparisonTests';
import { differences, meanNames, type SentenceGroup } from '../state/differences';
import { text } from '../text';
import { HowCompared } from './HowCompared';
import { Sentences } from './Sentences';
import { shownOf } from './shownColumns';

const words = text.compare;

export interface Compared {
  readonly tables: readonly ContrastTable[];
  /** Of these tables, and perhaps others. */
  readonly report: Report;
  /** What is compared: its labels of levels first, then those of what it is compared within. */
  readonly means: EstimatedTable;
  readonly own: number;
  /** Whether differences can be given in units of a standard deviation. */
  readonly hasEffects: boolean;
}

export interface DifferencesProps extends WaitingProps {
  readonly title: string;
  /** The last comparisons; null while there are none. */
  readonly compared: Compared | null;
  readonly terms: ModelTerms;
  readonly comparison: Comparison;
}

export function Differences({ title, asked, compared, terms, comparison }: DifferencesProps) {
  const shown = useMemo(() => {
    if (compared === null) return null;
    const { tables, means, own } = compared;
    const names = meanNames(means, own);
    return {
      groups: tables.flatMap((table) => differences(table, names)),
      notes: [...new Set(tables.flatMap(({ notes }) => notes))],
    };
  }, [compared]);
  return (
    <Section
      title={title}
      aside={
        shown && <CopyButton content={sentencesAsText(shown.groups, shown.notes)} label={words.copyWords} />
      }
    >
      <div className="cm-card">
        {compared && <HowCompared {...compared} />}
        <Tests terms={terms} comparison={comparison} />
        <div className="cm-pad cm-line">
          <div className={asked.isNew ? undefined : 'cm-plotold'}>
            {shown && <Sentences groups={shown.groups} notes={shown.notes} />}
          </div>
          <Waiting asked={asked} />
        </div>
        {compared && <ContrastTables report={compared.report} />}
      </div>
    </Section>
  );
}

/** Whether it matters at all: F tests, which stand before what differs from what. */
function Tests({ terms, comparison }: Pick<DifferencesProps, 'terms' | 'comparison'>) {
  const { columns } = usePane().state.data!.summary!;
  const { answer, isNew } = useAnalysis('anova', TERM_TESTS);
  const lines = useMemo(
    () => (answer && isNew ? testLines(answer.value, terms, comparison, columns) : []),
    [answer, isNew, terms, comparison, columns],
  );
  if (lines.length === 0) return null;
  return (
    <div className="cm-pad cm-compare-tests">
      {lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}

/** Rows of a table on the page; a copy has all. */
const MOST_ROWS = 300;
/** The report's name for such tables. */
const CONTRASTS = 'contrasts';

function ContrastTables({ report }: { readonly report: Report }) {
  const sections = report.sections.filter(({ name }) => name === CONTRASTS);
  return (
    <Disclosure title={words.table}>
      <div className="cm-row cm-compare-copy">
        <CopyButton
          content={() => toClipboard({ ...report, sections })}
          label={text.copyTable(words.copyDifferences)}
        />
      </div>
      {sections.map((section, i) => (
        <ReportTable
          key={i}
          label={section.title ?? words.differences}
          table={{ ...section, rows: section.rows.slice(0, MOST_ROWS) }}
          show={shownOf(section)}
        />
      ))}
      {sections.some(({ rows }) => rows.length > MOST_ROWS) && (
        <p className="cm-meta cm-compare-note">{words.firstRows(MOST_ROWS)}</p>
      )}
    </Disclosure>
  );
}

function sentencesAsText(groups: readonly SentenceGroup[], notes: readonly string[]): string {
  const lines = groups.flatMap((group) => [
    ...(group.title === '' ? [] : [`${group.title}:`]),
    ...group.sentences.map((sentence) => sentence.text),
  ]);
  return [...lines, ...notes].join('\n');
}
