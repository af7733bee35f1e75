/** Where the model on show came from, and the way back. */

import { usePane } from '../paneContext';
import { text } from '../text';

/** Why the model of the selected cell is not on show. */
export function NotOpenedBar() {
  const { notOpened } = usePane().state;
  if (!notOpened) return null;
  return (
    <p className="cm-origin" role="status">
      {text.notOpened(notOpened.at, notOpened)}
    </p>
  );
}

export function OriginBar() {
  const { state, controller } = usePane();
  const { origin } = state;
  if (!origin) return null;
  return (
    <p className="cm-origin" role="status">
      <span>{text.origin[origin.kind](origin.at)}</span>
      {(origin.kind !== 'cell' || origin.before !== null) && (
        <button type="button" className="cm-link" onClick={() => void controller.goBack()}>
          {origin.kind === 'cell' ? text.origin.back : text.origin.undo}
        </button>
      )}
    </p>
  );
}
