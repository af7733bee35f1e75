/** The last result, and what can be done with it. It stays, greyed, while the next one is computed. */

import { blockReport, hasMaximum, toClipboard, type Block, type FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { isOutdated, isPending } from '../state/selectors';
import { text } from '../text';
import { BoundaryCoach } from './BoundaryCoach';
import { Coefficients } from './Coefficients';
import { CopyButton } from './CopyButton';
import { Correlations } from './Correlations';
import { FitStatistics } from './FitStatistics';
import { FitSummary } from './FitSummary';
import { InWords } from './InWords';
import { InsertCard } from './InsertCard';
import { Section } from './Section';
import { TermTests } from './TermTests';
import { VarianceComponents } from './VarianceComponents';
import { Warnings } from './Warnings';

export function ResultsView() {
  const { state } = usePane();
  const { result } = state.fit;
  if (!result) return null;
  const isOld = isOutdated(state);
  return (
    <div className={`cm-view cm-gaps${isOld ? ' cm-old' : ''}`} aria-busy={isPending(state)}>
      <FitSummary result={result} />
      {result.singular && result.converged && <BoundaryCoach result={result} />}
      <Warnings result={result} />
      {hasMaximum(result) && <Estimates result={result} />}
      <InsertCard result={result} />
    </div>
  );
}

function Estimates({ result }: { readonly result: FitResult }) {
  return (
    <>
      <InWords result={result} />
      <Section title={text.results.fixed} aside={<CopyBlock result={result} block="fixef" />}>
        <Coefficients result={result} />
      </Section>
      <TermTests result={result} />
      <Section title={text.results.varcomp} aside={<CopyBlock result={result} block="varcomp" />}>
        <VarianceComponents result={result} />
      </Section>
      {result.correlation.names.length > 1 && (
        <Section title={text.results.correlation} aside={<CopyBlock result={result} block="correlation" />}>
          <Correlations result={result} />
        </Section>
      )}
      <Section title={text.results.statistics} aside={<CopyBlock result={result} block="fit" />}>
        <FitStatistics result={result} />
      </Section>
    </>
  );
}

const COPIED: Readonly<Partial<Record<Block, string>>> = {
  fixef: text.results.fixed,
  varcomp: text.results.varcomp,
  correlation: text.results.correlation,
  fit: text.results.summary,
};

/** Copies a block with all its digits. */
function CopyBlock({ result, block }: { readonly result: FitResult; readonly block: Block }) {
  return (
    <CopyButton
      content={() => toClipboard(blockReport(result, block))}
      label={text.copyTable(COPIED[block] ?? block)}
      disabled={false}
    />
  );
}
