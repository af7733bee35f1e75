/** What has become of formulas that Excel did not know. */

import { usePane } from '../paneContext';
import { text } from '../text';

const words = text.healing;

export function HealingBar() {
  const { state, dispatch, controller } = usePane();
  const { healing } = state;
  if (!healing) return null;
  return (
    <div className="cm-origin cm-format" role="status">
      {words.sentences(healing).map((sentence) => (
        <span key={sentence}>{sentence}</span>
      ))}
      {healing.unknown.length + healing.locked.length > 0 && (
        <button type="button" className="cm-link" onClick={controller.heal}>
          {words.again}
        </button>
      )}
      <button type="button" className="cm-link" onClick={() => dispatch({ type: 'healing', healing: null })}>
        {words.close}
      </button>
    </div>
  );
}
