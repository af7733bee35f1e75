/** What became of writing into the sheet, and the way back. */

import { DoneIcon, ErrorIcon } from '../icons';
import { usePane } from '../paneContext';
import { text } from '../text';

export function InsertOutcome() {
  const { state, controller } = usePane();
  const { outcome } = state.insert;
  return (
    <div className="cm-room" role="status">
      {outcome?.kind === 'inserted' && (
        <>
          <DoneIcon className="cm-good" aria-hidden="true" />
          <span className="cm-good">{text.insert.inserted(outcome.at)}</span>
          <button type="button" className="cm-link" onClick={() => void controller.undoInsert()}>
            {text.insert.undo}
          </button>
        </>
      )}
      {outcome?.kind === 'replaced' && (
        <>
          <DoneIcon className="cm-good" aria-hidden="true" />
          <span className="cm-good">{text.insert.replaced(outcome.count, outcome.kept)}</span>
          {outcome.count > 0 && (
            <button type="button" className="cm-link" onClick={() => void controller.undoInsert()}>
              {text.insert.undo}
            </button>
          )}
        </>
      )}
      {outcome?.kind === 'failed' && (
        <>
          <ErrorIcon className="cm-bad" aria-hidden="true" />
          <span className="cm-bad">{outcome.message}</span>
        </>
      )}
    </div>
  );
}
