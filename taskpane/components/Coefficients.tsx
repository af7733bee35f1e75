/** The table of fixed effects. */

import { blockReport, type FitResult } from '../../src/index';
import { text } from '../text';
import { LimitsTable } from './LimitsTable';

export function Coefficients({ result }: { readonly result: FitResult }) {
  const { fixedEffects } = result;
  if (fixedEffects.length === 0) return <p className="cm-card cm-pad cm-quiet">{text.results.noFixed}</p>;
  const hasDf = fixedEffects.some(({ df }) => df !== null);
  const [table] = blockReport(result, 'fixef').sections;
  return (
    <LimitsTable
      table={table}
      numbers={['estimate', 'standardError', ...(hasDf ? ['df'] : []), 'statistic', 'pValue']}
    />
  );
}
