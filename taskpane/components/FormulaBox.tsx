/**
 * The formula as coloured text that can be typed into: a text area whose own letters are transparent, over the same
 * text in colours. Without the focus the coloured text breaks only between terms.
 */

import { useState, type KeyboardEvent } from 'react';
import { usePane } from '../paneContext';
import { splitMarks, type Stretch } from '../state/stretches';
import { text } from '../text';

export function FormulaBox() {
  const { state, dispatch } = usePane();
  const [hasFocus, setFocus] = useState(false);
  const { formula } = state;
  const isWrong = formula.problem !== null && !formula.typing;
  // A formula has one line; Enter with Ctrl fits.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter') event.preventDefault();
  };
  const className = ['cm-fx', hasFocus ? 'cm-fx-focus' : '', isWrong ? 'cm-fx-wrong' : ''].join(' ');
  return (
    <div className={className}>
      <div className="cm-fx-text" aria-hidden="true">
        {splitMarks(formula.text, formula.marks).map((group, i) => (
          <span key={i} className={hasFocus ? undefined : 'cm-fx-group'}>
            {group.map((stretch, key) => coloured(formula.typing ? calm(stretch) : stretch, key))}
          </span>
        ))}
        {/* Keeps the height of a line when the text is empty or ends in a blank. */}
        {'\u200b'}
      </div>
      <textarea
        className="cm-fx-input"
        aria-label={text.formula.label}
        aria-invalid={isWrong}
        placeholder={text.formula.placeholder}
        value={formula.text}
        rows={1}
        spellCheck={false}
        autoComplete="off"
        autoCapitalize="off"
        onFocus={() => setFocus(true)}
        onBlur={() => {
          setFocus(false);
          if (formula.typing) dispatch({ type: 'formula/settled' });
        }}
        onKeyDown={onKeyDown}
        onChange={(event) =>
          dispatch({ type: 'formula/text', text: event.target.value.replace(/[\r\n]+/g, ' '), typing: true })
        }
      />
    </div>
  );
}

/** While keys come in, an unfinished word is not yet a wrong one. */
function calm(stretch: Stretch): Stretch {
  return stretch.role === 'wrong' ? { ...stretch, role: 'operator' } : stretch;
}

function coloured({ text: content, role }: Stretch, key: number) {
  return (
    <span key={key} className={`cm-fx-${role}`}>
      {content}
    </span>
  );
}
