/** The model as a form, from the data to the options; before there are data, how to begin. */

import { usePane } from '../paneContext';
import { DataCard } from './DataCard';
import { EmptyState } from './EmptyState';
import { FixedEffects } from './FixedEffects';
import { FormulaCard } from './FormulaCard';
import { OptionsCard } from './OptionsCard';
import { NotOpenedBar, OriginBar } from './OriginBar';
import { Outcome } from './Outcome';
import { VariesBy } from './VariesBy';

export function ModelView() {
  const { state } = usePane();
  const { data, restored, isLate } = state;
  // A stored model may still be on its way.
  if (!data && !restored && !isLate) return null;
  if (!data || (!data.summary && data.problem === null))
    return (
      <>
        <NotOpenedBar />
        <EmptyState />
      </>
    );
  return (
    <div className="cm-view cm-gaps">
      <NotOpenedBar />
      <OriginBar />
      <DataCard />
      {data.summary && (
        <>
          <Outcome />
          <FixedEffects />
          <VariesBy />
          <FormulaCard />
          <OptionsCard />
        </>
      )}
    </div>
  );
}
