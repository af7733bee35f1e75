/** The line at the bottom while the studio is open: where its study stands. */

import { Button, Spinner } from '@fluentui/react-components';
import { DoneIcon, ErrorIcon, IdleIcon, RefitIcon, WarningIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { wantedStudy } from '../../state/wantedStudy';
import type { PaneState } from '../../state/state';
import { text } from '../../text';

type StudioStatus = keyof typeof text.likelihood.status;

export function StudioFooter() {
  const { state, controller } = usePane();
  const status = studioStatus(state);
  return (
    <footer className="cm-foot">
      {status === 'running' ? (
        <Spinner size="extra-tiny" aria-hidden="true" />
      ) : (
        <StatusIcon status={status} />
      )}
      <span className="cm-foot-text">{text.likelihood.status[status]}</span>
      {status === 'running' && (
        <Button className="cm-small" size="small" appearance="subtle" onClick={controller.cancelStudy}>
          {text.likelihood.cancel}
        </Button>
      )}
      {(status === 'cancelled' || status === 'failed') && (
        <Button
          className="cm-small"
          size="small"
          appearance="subtle"
          icon={<RefitIcon />}
          onClick={controller.studyNow}
        >
          {text.likelihood.again}
        </Button>
      )}
    </footer>
  );
}

function studioStatus(state: PaneState): StudioStatus {
  const { running, result, failure, cancelledKey, resultKey } = state.likelihood;
  const wanted = wantedStudy(state);
  if (wanted.kind === 'missing') return 'idle';
  if (wanted.kind === 'wrong') return 'wrong';
  if (running?.slow) return 'running';
  if (failure?.key === wanted.key) return failure.error.code === 'syntax' ? 'wrong' : 'failed';
  if (cancelledKey === wanted.key) return 'cancelled';
  if (!result) return running ? 'running' : 'idle';
  if (resultKey !== wanted.key) return 'done';
  const { maximum, hasHigherPeak } = result;
  if (maximum.parameters.some((parameter) => parameter.state === 'on bound')) return 'boundary';
  return maximum.warnings.length > 0 || hasHigherPeak ? 'doubtful' : 'done';
}

/** Shape as well as colour says how it stands. */
function StatusIcon({ status }: { readonly status: StudioStatus }) {
  if (status === 'done') return <DoneIcon className="cm-good" />;
  if (status === 'boundary' || status === 'doubtful') return <WarningIcon className="cm-warn" />;
  if (status === 'failed' || status === 'wrong') return <ErrorIcon className="cm-bad" />;
  return <IdleIcon className="cm-quiet" />;
}
