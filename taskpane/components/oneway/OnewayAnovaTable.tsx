/** The table of the analysis of variance. */

import type { OnewayAnova } from '../../../src/index';
import { pValue, significant, statistic } from '../../state/numbers';
import { text } from '../../text';
import { PlainTable } from '../PlainTable';
import { Section } from '../Section';

export function OnewayAnovaTable({ anova }: { readonly anova: OnewayAnova }) {
  const { between, within, f, pValue: p, droppedRows } = anova;
  const row = (key: string, label: string, { squares, df, meanSquare }: typeof within, rest: string[]) => ({
    key,
    label,
    cells: [significant(squares, 6), String(df), significant(meanSquare, 5), ...rest],
  });
  return (
    <Section title={text.oneway.anova}>
      <PlainTable
        label={text.oneway.anova}
        header={[
          text.oneway.source,
          text.oneway.ss,
          text.oneway.df,
          text.oneway.ms,
          text.results.f,
          text.results.p,
        ]}
        rows={[
          row('between', text.oneway.between, between, [statistic(f), pValue(p)]),
          row('within', text.oneway.within, within, ['', '']),
        ]}
      />
      {droppedRows > 0 && <p className="cm-meta">{text.oneway.dropped(droppedRows)}</p>}
    </Section>
  );
}
