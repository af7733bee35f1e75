/** How the model was fitted and how that ended; on request, what was checked. */

import { useId, useState } from 'react';
import type { FitResult } from '../../src/index';
import { CheckIcon, ErrorIcon } from '../icons';
import { usePane } from '../paneContext';
import { resultStatus, statusOf } from '../state/selectors';
import { text } from '../text';
import { StatusIcon } from './Footer';

export function FitSummary({ result }: { readonly result: FitResult }) {
  const { state } = usePane();
  const [isOpen, setOpen] = useState(false);
  const id = useId();
  const status = statusOf(state);
  const { certificate } = result;
  const outcome = resultStatus(result);
  const how =
    result.family === 'linear'
      ? text.results.leastSquares
      : outcome === 'no-maximum'
        ? text.results.tried(result.method)
        : text.results.fitted(result.method, result.evaluations);
  const verdict = text.results.outcomes[outcome];
  return (
    <div className="cm-summary">
      <StatusIcon status={outcome} />
      <div>
        <h2>
          {how}
          <span className="cm-quiet">{'\u00a0· '}</span>
          {certificate ? (
            <button
              type="button"
              className="cm-term"
              aria-expanded={isOpen}
              aria-controls={id}
              title={text.results.checks}
              onClick={() => setOpen(!isOpen)}
            >
              {verdict}
            </button>
          ) : (
            verdict
          )}
        </h2>
        <code>{result.formula}</code>
        {certificate && (
          <ul className="cm-checks" id={id} hidden={!isOpen} aria-label={text.results.checks}>
            {certificate.checks.map(({ passed, text: sentence }) => (
              <li key={sentence}>
                {passed ? (
                  <CheckIcon className="cm-good" aria-label={text.results.passed} />
                ) : (
                  <ErrorIcon className="cm-bad" aria-label={text.results.notPassed} />
                )}
                {sentence}
              </li>
            ))}
          </ul>
        )}
        {status === 'stale' && <p className="cm-warn">{text.results.stale}</p>}
        {status === 'failed' && <Failure />}
      </div>
    </div>
  );
}

function Failure() {
  const { state } = usePane();
  return (
    <p className="cm-bad" role="alert">
      {state.fit.failure?.error.message} {text.results.failed}
    </p>
  );
}
