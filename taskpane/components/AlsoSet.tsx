/** Options that came with the model and have no control here: what is set, each to be taken away. */

import { DismissIcon } from '../icons';
import { usePane } from '../paneContext';
import { furtherOptions } from '../state/selectors';
import { text } from '../text';

export function AlsoSet() {
  const { state, dispatch } = usePane();
  const further = furtherOptions(state.options);
  if (further.length === 0) return null;
  return (
    <p className="cm-also">
      <span className="cm-also-title">{text.options.alsoSet}</span>
      {further.map(({ text: written, without }) => {
        const [name, value] = cutAtEquals(written);
        return (
          <span key={name} className="cm-also-option">
            <span>
              {name} = {value}
            </span>
            <button
              type="button"
              aria-label={text.options.removeOption(name)}
              title={text.options.removeOption(name)}
              onClick={() => dispatch({ type: 'options', options: without })}
            >
              <DismissIcon aria-hidden="true" />
            </button>
          </span>
        );
      })}
    </p>
  );
}

function cutAtEquals(written: string): [name: string, value: string] {
  const at = written.indexOf('=');
  return [written.slice(0, at), written.slice(at + 1)];
}
