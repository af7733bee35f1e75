/** What Excel shows on a card at a cell with an error: the sentence behind the error of the selected cell. */

import { useEffect, useState } from 'react';
import type { SelectedMessage } from '../formulas/selectedMessage';
import type { Workbench } from '../workbench';

export function MessageBar({ workbench }: { workbench: Workbench }) {
  const [message, setMessage] = useState<SelectedMessage | null>(null);
  useEffect(() => workbench.onSelectedMessage(setMessage), [workbench]);
  return (
    <div className="wb-message" role="status" aria-live="polite" data-shown={message !== null}>
      {message && (
        <>
          <span className="wb-message-cell">{message.cell}</span>
          <span className="wb-message-text">{message.text}</span>
        </>
      )}
    </div>
  );
}
