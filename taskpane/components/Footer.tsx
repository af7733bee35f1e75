/** The line at the bottom: where the fit stands, and the one thing to do about it. */

import { Button, Spinner } from '@fluentui/react-components';
import { DoneIcon, ErrorIcon, FitIcon, IdleIcon, RefitIcon, WarningIcon } from '../icons';
import { usePane } from '../paneContext';
import { statusOf, type Status } from '../state/selectors';
import { text } from '../text';

export function Footer() {
  const { state } = usePane();
  const status = statusOf(state);
  const evaluation = state.fit.running?.evaluation ?? 0;
  return (
    <footer className="cm-foot">
      <StatusIcon status={status} />
      <span className="cm-foot-text">{text.status(status, evaluation)}</span>
      <FootButton status={status} />
    </footer>
  );
}

function FootButton({ status }: { readonly status: Status }) {
  const { controller } = usePane();
  if (status === 'fitting')
    return (
      <Button className="cm-small" size="small" appearance="subtle" onClick={controller.cancelFit}>
        {text.footer.cancel}
      </Button>
    );
  if (status === 'fitted' || status === 'boundary' || status === 'unverified')
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
