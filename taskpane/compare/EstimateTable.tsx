/** A table of estimates with what is said of them, and a button that copies it with all digits. */

import { toClipboard, type Report, type ReportTable as Table } from '../../src/index';
import { CopyButton } from '../components/CopyButton';
import { ReportTable } from '../components/ReportTable';
import { Section } from '../components/Section';
import type { Shown } from '../state/tableView';
import { text } from '../text';

/** All labels, then what is read first: the estimate and its limits. */
export function shownOf({ columns }: Table): Shown[] {
  const names = columns.map(({ name }) => name);
  const labels = names.filter((_, i) => i > 0 && columns[i].kind === 'label');
  const has = (name: string): boolean => names.includes(name);
  const first: Shown[] = ['estimate', ...(has('lower') ? [['lower', 'upper'] as const] : [])];
  const told = new Set(['lower', 'upper', 'estimate', ...labels, names[0]]);
  const last = has('letters') ? ['letters'] : [];
  return [...labels, ...last, ...first, ...names.filter((name) => !told.has(name) && name !== 'letters')];
}

export interface EstimateTableProps {
  readonly title: string;
  /** What is copied, within a sentence. */
  readonly copied: string;
  readonly report: Report;
}

export function EstimateTable({ title, copied, report }: EstimateTableProps) {
  const notes = [...report.sections.flatMap((section) => section.notes), ...report.notes];
  return (
    <Section
      title={title}
      aside={<CopyButton content={() => toClipboard(report)} label={text.copyTable(copied)} />}
    >
      {report.sections.map((section) => (
        <ReportTable key={section.name} label={title} table={section} show={shownOf(section)} />
      ))}
      {notes.map((note) => (
        <p key={note} className="cm-meta cm-compare-note">
          {note}
        </p>
      ))}
    </Section>
  );
}
