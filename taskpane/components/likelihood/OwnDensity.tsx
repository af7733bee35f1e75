/** The density that is typed, its error at the position where it is. */

import { useEffect, useId, useState } from 'react';
import { ErrorIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { ownText, type WantedStudy } from '../../state/wantedStudy';
import { text } from '../../text';

/** Without a key for this long, a text that cannot be read is called wrong, in milliseconds. */
const SETTLE = 700;

export function OwnDensity({ wanted }: { readonly wanted: WantedStudy }) {
  const { state, dispatch } = usePane();
  const own = ownText(state);
  const id = useId();
  const isTyping = useTyping(own);
  const { failure } = state.likelihood;
  const failed = wanted.kind === 'study' && failure?.key === wanted.key ? failure.error : null;
  const error = wanted.kind === 'wrong' ? wanted.error : failed;
  const isWrong = error?.code === 'syntax' && !isTyping;
  const position = isWrong ? shifted(own, error.position ?? 0) : null;
  return (
    <div>
      <label className="cm-label" htmlFor={id}>
        {text.likelihood.own}
      </label>
      <div className={['cm-fx', isWrong ? 'cm-fx-wrong' : ''].join(' ')}>
        <div className="cm-fx-text" aria-hidden="true">
          {position === null ? own : <Marked source={own} position={position} />}
          {'\u200b'}
        </div>
        <textarea
          id={id}
          className="cm-fx-input"
          aria-invalid={isWrong}
          aria-describedby={`${id}-note`}
          placeholder={text.likelihood.ownPlaceholder}
          value={own}
          rows={1}
          spellCheck={false}
          autoComplete="off"
          autoCapitalize="off"
          onKeyDown={(event) => event.key === 'Enter' && event.preventDefault()}
          onChange={(event) =>
            dispatch({ type: 'likelihood', choice: { own: event.target.value.replace(/[\r\n]+/g, ' ') } })
          }
        />
      </div>
      {isWrong ? (
        <div className="cm-fxerror cm-lerror" role="alert" id={`${id}-note`}>
          <ErrorIcon className="cm-bad" aria-hidden="true" />
          <p>
            {/* The lines below the sentence draw the caret for places without a text box. */}
            {error.message.split('\n')[0]}
          </p>
        </div>
      ) : (
        <p className="cm-meta cm-lnote" id={`${id}-note`}>
          {text.likelihood.ownHint}
        </p>
      )}
    </div>
  );
}

/** The core reads the text without blanks and an equals sign before it. */
function shifted(own: string, position: number): number {
  return position + (own.length - own.trimStart().replace(/^=/, '').length);
}

/** The word at the position, underlined; at the end of the text a place of its own. */
function Marked({ source, position }: { readonly source: string; readonly position: number }) {
  const word = /^(?:[\p{L}\p{N}._]+|.)/u.exec(source.slice(position))?.[0] ?? '';
  return (
    <>
      {source.slice(0, position)}
      <span className="cm-fx-wrong">{word === '' ? '\u00a0' : word}</span>
      {source.slice(position + word.length)}
    </>
  );
}

/** Whether the text has changed a moment ago. */
function useTyping(value: string): boolean {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), SETTLE);
    return () => clearTimeout(timer);
  }, [value]);
  return settled !== value;
}
