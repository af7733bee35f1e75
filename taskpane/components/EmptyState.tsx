/** The first thing a new user sees: what to select, and the button that takes it. */

import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import { RangeIcon } from '../icons';
import { usePane } from '../paneContext';
import { addressText } from '../state/address';
import { text } from '../text';
import { ExamplesMenu } from './ExamplesMenu';
import { RangeField } from './RangeField';

export function EmptyState() {
  const { state, controller } = usePane();
  const [isTyping, setTyping] = useState(false);
  const { selection } = state;
  return (
    <div className="cm-view cm-empty">
      <Hero />
      <h2>{text.empty.title}</h2>
      <p>{text.empty.lead}</p>
      <Button
        className="cm-wide"
        appearance="primary"
        icon={<RangeIcon />}
        disabled={selection === null}
        onClick={() => void controller.useSelection()}
      >
        {text.empty.useSelection}
        {selection && <code title={addressText(selection)}>{addressText(selection)}</code>}
      </Button>
      {isTyping ? (
        <div className="cm-wide cm-start">
          <RangeField onDone={() => setTyping(false)} />
        </div>
      ) : (
        <Button className="cm-wide" onClick={() => setTyping(true)}>
          {text.empty.chooseRange}
        </Button>
      )}
      <ExamplesMenu>
        <Button className="cm-wide" appearance="subtle">
          {text.data.examples}
        </Button>
      </ExamplesMenu>
      {!state.restored && (
        <p className="cm-quiet" role="status">
          {text.empty.late}
        </p>
      )}
      {state.dataProblem !== null && (
        <p className="cm-bad" role="alert">
          {state.dataProblem}
        </p>
      )}
    </div>
  );
}

/** A selected range, and the lines that a mixed model draws through it. */
function Hero() {
  return (
    <svg className="cm-hero" width="152" height="92" viewBox="0 0 152 92" aria-hidden="true">
      <rect className="cm-hero-sheet" x="0.5" y="0.5" width="151" height="91" rx="7.5" />
      <path
        className="cm-hero-lines"
        d="M22.5 .5v91M54.5 .5v91M86.5 .5v91M118.5 .5v91M.5 18.5h151M.5 36.5h151M.5 54.5h151M.5 72.5h151"
      />
      <rect className="cm-hero-head" x="22" y="18" width="64" height="18" />
      <rect className="cm-hero-body" x="22" y="36" width="64" height="36" />
      <rect className="cm-hero-frame" x="22" y="18" width="64" height="54" />
      <rect className="cm-hero-handle" x="82.5" y="68.5" width="6" height="6" />
      <path className="cm-hero-vary" d="M98 34l44-21M98 45l44-14M98 57l44-10M98 67l44-30" />
      <path className="cm-hero-fixed" d="M98 51l44-19" />
    </svg>
  );
}
