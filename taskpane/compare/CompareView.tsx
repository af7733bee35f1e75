/** Are these groups different? Means as a plot and as a table, and their differences in sentences. */

import { useMemo } from 'react';
import type { FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { outcomeOf, termsOf } from '../plots/choices';
import { comparisonOf, compareVariables } from '../state/comparison';
import { isOutdated, isPending } from '../state/selectors';
import type { DataState } from '../state/state';
import { text } from '../text';
import { Choices } from './Choices';
import { Means } from './Means';
import { transformedColumn } from './outcome';
import { Slopes } from './Slopes';

export default function CompareView() {
  const { state } = usePane();
  const { fit, data } = state;
  if (!fit.result || !data?.summary) return null;
  return (
    <div
      className={`cm-view cm-gaps cm-compare${isOutdated(state) ? ' cm-old' : ''}`}
      aria-busy={isPending(state)}
    >
      <Comparing fit={fit.result} data={data} />
    </div>
  );
}

function Comparing({ fit, data }: { readonly fit: FitResult; readonly data: DataState }) {
  const { state } = usePane();
  const { compare } = state;
  const terms = useMemo(() => termsOf(fit, data), [fit, data]);
  const variables = useMemo(() => compareVariables(terms, data.summary?.columns ?? []), [terms, data]);
  const comparison = useMemo(() => comparisonOf(compare, variables, terms), [compare, variables, terms]);
  const scale = useMemo(() => {
    const own = transformedColumn(terms, data.summary?.columns ?? []);
    return own && { own: own.name, transformed: outcomeOf(terms) };
  }, [terms, data]);
  if (comparison === null) return <p className="cm-quiet">{text.compare.empty}</p>;
  return (
    <>
      <Choices comparison={comparison} variables={variables} scale={scale} />
      {comparison.slopeOf ? (
        <Slopes terms={terms} comparison={comparison} slopeOf={comparison.slopeOf} />
      ) : (
        <Means terms={terms} comparison={comparison} />
      )}
    </>
  );
}
