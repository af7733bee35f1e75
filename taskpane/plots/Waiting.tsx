/** What stands where a plot will be, or beside one that is about to be replaced. */

import { Button, Spinner } from '@fluentui/react-components';
import { useEffect, useState } from 'react';
import { ErrorIcon } from '../icons';
import { text } from '../text';
import type { AnalysisKind } from '../../src/index';
import type { Asked } from './useAnalysis';

export interface WaitingProps {
  readonly asked: Pick<
    Asked<AnalysisKind>,
    'answer' | 'isNew' | 'problem' | 'isStopped' | 'stop' | 'restart'
  >;
  /** What is being done after so many seconds. */
  readonly doing?: (seconds: number) => string;
}

export function Waiting({ asked, doing = () => text.plots.working }: WaitingProps) {
  const { isNew, problem, isStopped, stop, restart } = asked;
  if (isNew) return null;
  if (problem !== null)
    return (
      <p className="cm-problem" role="alert">
        <ErrorIcon className="cm-bad" />
        {problem}
      </p>
    );
  return (
    <div className="cm-waiting">
      {isStopped ? <span>{text.plots.cancelled}</span> : <Working doing={doing} />}
      <Button size="small" onClick={isStopped ? restart : stop}>
        {isStopped ? text.plots.again : text.plots.cancel}
      </Button>
    </div>
  );
}

function Working({ doing }: { readonly doing: (seconds: number) => string }) {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setSeconds((n) => n + 1), 1000);
    return () => clearInterval(timer);
  }, []);
  return (
    <>
      <Spinner size="extra-tiny" aria-hidden="true" />
      <span role="status">{doing(0)}</span>
      {seconds > 0 && <span aria-hidden="true">{doing(seconds).replace(doing(0), '')}</span>}
    </>
  );
}
