/** A table of estimates with what is said of them, and a button that copies it with all digits. */

import { toClipboard, type Report } from '../../src/index';
import { CopyButton } from '../components/CopyButton';
import { Section } from '../components/Section';
import { text } from '../text';
import { EstimateRows } from './EstimateRows';

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
        <EstimateRows key={section.name} label={title} table={section} />
      ))}
      {notes.map((note) => (
        <p key={note} className="cm-meta cm-compare-note">
          {note}
        </p>
      ))}
    </Section>
  );
}
