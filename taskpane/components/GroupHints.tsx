/** A grouping factor that is a fixed effect too, or has few levels: what that means, and what can be done. */

import { usePane } from '../paneContext';
import type { VariesBy } from '../state/form';
import { fixedTwin, hasFewLevels } from '../state/groupHints';
import { termName, text } from '../text';

export interface GroupHintsProps {
  readonly card: VariesBy;
  readonly at: number;
}

export function GroupHints({ card, at }: GroupHintsProps) {
  const { state, dispatch } = usePane();
  const { columns } = state.data!.summary!;
  const twin = fixedTwin(state.form, card, columns);
  const levels = hasFewLevels(card, columns);
  if (twin)
    return (
      <div className="cm-pad cm-line cm-meta" role="note">
        {text.builder.alsoFixed(termName(card.group.text))}{' '}
        <button
          type="button"
          className="cm-link"
          onClick={() => dispatch({ type: 'form/removeGroup', card: at })}
        >
          {text.builder.onlyFixed}
        </button>{' '}
        <button
          type="button"
          className="cm-link"
          onClick={() => dispatch({ type: 'form/removeFixed', text: twin.text })}
        >
          {text.builder.onlyRandom}
        </button>
      </div>
    );
  if (levels === null) return null;
  return (
    <div className="cm-pad cm-line cm-meta" role="note">
      {text.builder.fewLevels(levels)}{' '}
      <button
        type="button"
        className="cm-link"
        onClick={() => dispatch({ type: 'form/groupToFixed', card: at })}
      >
        {text.builder.toFixed}
      </button>
    </div>
  );
}
