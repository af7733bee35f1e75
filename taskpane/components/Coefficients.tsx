/** The table of fixed effects. */

import { blockReport, type FitResult } from '../../src/index';
import { text } from '../text';
import { fixedNames } from '../state/coefficientLabels';
import { LimitsTable } from './LimitsTable';
import { useCoefficientLabels, useHeldAt } from './useCoefficientLabels';

export function Coefficients({ result }: { readonly result: FitResult }) {
  const { fixedEffects } = result;
  const labelsOf = useCoefficientLabels(result);
  const held = useHeldAt(result);
  if (fixedEffects.length === 0) return <p className="cm-card cm-pad cm-quiet">{text.results.noFixed}</p>;
  const hasDf = fixedEffects.some(({ df }) => df !== null);
  const [table] = blockReport(result, 'fixef').sections;
  return (
    <>
      <LimitsTable
        table={table}
        labelOf={labelsOf(fixedNames(result))}
        numbers={['estimate', 'standardError', ...(hasDf ? ['df'] : []), 'statistic', 'pValue']}
      />
      {held.length > 0 && <p className="cm-meta cm-compare-note">{text.results.heldAt(held)}</p>}
    </>
  );
}
