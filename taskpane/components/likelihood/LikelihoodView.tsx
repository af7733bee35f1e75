/** The likelihood studio: a density, its numbers, and everything that is to be seen of their likelihood. */

import { Button } from '@fluentui/react-components';
import { useMemo } from 'react';
import { ErrorIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { wantedStudy, type WantedStudy } from '../../state/wantedStudy';
import { text } from '../../text';
import { CurveCard } from './CurveCard';
import { DensityForm } from './DensityForm';
import { Estimates } from './Estimates';
import { StudyOptions } from './StudyOptions';

export function LikelihoodView() {
  const { state } = usePane();
  const { likelihood, data, form } = state;
  const { choice, curveFor, result, resultKey } = likelihood;
  const wanted = useMemo(
    () => wantedStudy(state),
    // What it depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [choice, curveFor, data, form.outcome],
  );
  const isStale = wanted.kind !== 'study' || wanted.key !== resultKey;
  return (
    <div className="cm-view cm-gaps">
      <DensityForm wanted={wanted} />
      {result && <StudyOptions study={result} />}
      <Trouble wanted={wanted} />
      {result && (
        <div className={isStale ? 'cm-lstale' : undefined}>
          <CurveCard study={result} wanted={wanted} isStale={isStale} />
        </div>
      )}
      {result && <Estimates study={result} />}
    </div>
  );
}

/** What is missing or wrong; errors of a density that is typed stand beside its text. */
function Trouble({ wanted }: { readonly wanted: WantedStudy }) {
  const { state, controller } = usePane();
  const { failure, cancelledKey } = state.likelihood;
  if (wanted.kind === 'missing') return <p className="cm-quiet">{wanted.words}</p>;
  const failed = wanted.kind === 'study' && failure?.key === wanted.key ? failure.error : null;
  const error = wanted.kind === 'wrong' ? wanted.error : failed;
  if (error && error.code !== 'syntax')
    return (
      <p className="cm-problem" role="alert">
        <ErrorIcon className="cm-bad" aria-hidden="true" />
        <span>{error.message}</span>
      </p>
    );
  if (wanted.kind === 'study' && cancelledKey === wanted.key)
    return (
      <div className="cm-acts">
        <Button onClick={controller.studyNow}>{text.likelihood.again}</Button>
      </div>
    );
  return null;
}
