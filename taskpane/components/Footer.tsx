/** The line at the bottom: where the fit stands, and the one thing to do about it. */

import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { DoneIcon, ErrorIcon, FitIcon, IdleIcon, RefitIcon, WarningIcon } from '../icons';
import { usePane } from '../paneContext';
import { isPending, statusOf, type Status } from '../state/selectors';
import { text } from '../text';

export function Footer() {
  const { state } = usePane();
  const status = statusOf(state);
  return (
    <footer className="cm-foot">
      <StatusIcon status={status} />
      <span className="cm-foot-text" aria-busy={isPending(state)}>
        {status === 'fitting' ? <Progress /> : text.status(status)}
      </span>
      <FootButton status={status} />
    </footer>
  );
}

/** Milliseconds between two looks at the clock. */
const TICK = 500;

/** How far a long fit has come. */
function Progress() {
  const { state } = usePane();
  const { running } = state.fit;
  const [started] = useState(() => performance.now());
  const [now, setNow] = useState(started);
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), TICK);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.floor((now - started) / 1000);
  return <>{text.progress(running?.evaluation ?? 0, running?.criterion ?? null, seconds)}</>;
}

function FootButton({ status }: { readonly status: Status }) {
  const { controller } = usePane();
  if (status === 'fitting')
    return (
      <Button className="cm-small" size="small" appearance="subtle" onClick={controller.cancelFit}>
        {text.footer.cancel}
      </Button>
    );
  if (['fitted', 'boundary', 'undetermined', 'no-maximum', 'unverified'].includes(status))
    return (
      <Button
        className="cm-small"
        size="small"
        appearance="subtle"
        icon={<RefitIcon />}
        onClick={controller.fitNow}
      >
        {text.footer.refit}
      </Button>
    );
  const canFit = status === 'ready' || status === 'stale' || status === 'failed';
  return (
    <>
      {status === 'ready' && <kbd className="cm-meta">{text.footer.shortcut}</kbd>}
      <Button
        size="small"
        appearance={canFit ? 'primary' : 'secondary'}
        icon={<FitIcon />}
        disabled={!canFit}
        onClick={controller.fitNow}
      >
        {text.footer.fit}
      </Button>
    </>
  );
}

/** Shape as well as colour says how it stands. */
export function StatusIcon({ status }: { readonly status: Status }) {
  switch (status) {
    case 'fitting':
      return <Spinner size="extra-tiny" aria-hidden="true" />;
    case 'fitted':
      return <DoneIcon className="cm-good" />;
    case 'boundary':
    case 'undetermined':
    case 'no-maximum':
    case 'unverified':
    case 'stale':
      return <WarningIcon className="cm-warn" />;
    case 'bad-data':
    case 'bad-formula':
    case 'failed':
      return <ErrorIcon className="cm-bad" />;
    case 'ready':
      return <IdleIcon className="cm-fixed" />;
    default:
      return <IdleIcon className="cm-quiet" />;
  }
}
