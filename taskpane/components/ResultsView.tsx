/** The last result, and what can be done with it. It stays, greyed, while the next one is computed. */

import { usePane } from '../paneContext';
import { isCurrent, statusOf } from '../state/selectors';
import { text } from '../text';
import { BoundaryCoach } from './BoundaryCoach';
import { Coefficients } from './Coefficients';
import { FitStatistics } from './FitStatistics';
import { FitSummary } from './FitSummary';
import { InsertCard } from './InsertCard';
import { Section } from './Section';
import { VarianceComponents } from './VarianceComponents';
import { Warnings } from './Warnings';

export function ResultsView() {
  const { state } = usePane();
  const { result } = state.fit;
  if (!result) return null;
  const status = statusOf(state);
  // A fast fit is over before greying would be more than a flicker.
  const isOld =
    !isCurrent(state) &&
    (status === 'fitting' || status === 'stale' || status === 'failed' || status.startsWith('bad'));
  return (
    <div className={`cm-view cm-gaps${isOld ? ' cm-old' : ''}`} aria-busy={status === 'fitting'}>
      <FitSummary result={result} />
      {result.singular && result.converged && <BoundaryCoach result={result} />}
      <Warnings result={result} />
      <Section title={text.results.fixed}>
        <Coefficients result={result} />
      </Section>
      <Section title={text.results.varcomp}>
        <VarianceComponents result={result} />
      </Section>
      <Section title={text.results.statistics}>
        <FitStatistics result={result} />
      </Section>
      <InsertCard result={result} />
    </div>
  );
}
