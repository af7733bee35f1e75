/** The table of the analysis of variance. */

import { onewayAnovaReport, type OnewayAnova } from '../../../src/index';
import { text } from '../../text';
import { ReportTable } from '../ReportTable';
import { Section } from '../Section';

export function OnewayAnovaTable({ anova }: { readonly anova: OnewayAnova }) {
  const [table] = onewayAnovaReport(anova).sections;
  const names = [text.oneway.between, text.oneway.within];
  const { droppedRows } = anova;
  return (
    <Section title={text.oneway.anova}>
      <ReportTable
        label={text.oneway.anova}
        stacked
        table={{ ...table, rows: table.rows.slice(0, names.length) }}
        labelOf={(_, i) => names[i]}
      />
      {droppedRows > 0 && <p className="cm-meta">{text.oneway.dropped(droppedRows)}</p>}
    </Section>
  );
}
