/** What the last choice has changed besides what was chosen, and the way back. */

import { usePane } from '../paneContext';
import { addressText } from '../state/address';
import { undoPlace } from '../state/history';
import type { ModelNote, NotePlace } from '../state/modelNote';
import { text } from '../text';

/** @param place where it stands; a note is shown in its own place only */
export function Note({ place }: { readonly place: NotePlace }) {
  const { note } = usePane().state;
  return (
    <div role="status" className="cm-note-place">
      {note?.place === place && <Words note={note} />}
    </div>
  );
}

function Words({ note }: { readonly note: ModelNote }) {
  const { state, dispatch, controller } = usePane();
  const { effects, offer, typed } = note;
  const undo = () => {
    dispatch({ type: 'history/undo' });
    if (typed !== null) dispatch({ type: 'formula/text', text: typed });
  };
  // The model that gave way stands with the data that were there before.
  const before = note.place === 'data' ? state.histories[1]?.range : undefined;
  return (
    <p className="cm-note">
      {text.builder.sideEffects(effects)}{' '}
      {offer && (
        <Link onClick={() => dispatch({ type: 'form/accept', form: offer.form })}>
          {text.builder.offers[offer.kind]}
        </Link>
      )}{' '}
      {before ? (
        <Link onClick={() => void controller.useRange(before)}>{text.builder.back(addressText(before))}</Link>
      ) : (
        undoPlace(state) !== null && <Link onClick={undo}>{text.builder.undo}</Link>
      )}
    </p>
  );
}

interface LinkProps {
  readonly children: string;
  readonly onClick: () => void;
}

function Link({ children, onClick }: LinkProps) {
  return (
    <button type="button" className="cm-link" onClick={onClick}>
      {children}
    </button>
  );
}
