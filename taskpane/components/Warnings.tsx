/** Doubts that come with a result, in the words of the core. A boundary fit has a card of its own. */

import type { FitResult } from '../../src/index';
import { WarningIcon } from '../icons';

export function Warnings({ result }: { readonly result: FitResult }) {
  const shown = result.warnings.filter(({ code }) => !(code === 'singular' && result.converged));
  if (shown.length === 0) return null;
  return (
    <ul className="cm-warnings">
      {shown.map(({ code, message }) => (
        <li key={code}>
          <WarningIcon className="cm-warn" aria-hidden="true" />
          {message}
        </li>
      ))}
    </ul>
  );
}
