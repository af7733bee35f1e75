/** The offer to format the result that the selected cell shows, and the way back. */

import { usePane } from '../paneContext';
import { text } from '../text';

const words = text.format;

export function FormatBar() {
  const { state, controller } = usePane();
  const { format } = state;
  if (!format) return null;
  const { at, stage, problem } = format;
  const isDone = stage === 'done';
  return (
    <p className="cm-origin cm-format" role="status">
      <span>{problem ?? (isDone ? words.done(at) : words.bare(at))}</span>
      <button
        type="button"
        className="cm-link"
        disabled={stage === 'busy'}
        onClick={() => void (isDone ? controller.undoFormat() : controller.formatResult())}
      >
        {isDone ? words.undo : words.do}
      </button>
    </p>
  );
}
