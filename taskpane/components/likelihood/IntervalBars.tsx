/** Both intervals as bars below the curve, on its axis. */

import type { LikelihoodStudy } from '../../../src/index';
import type { CurveView } from '../../state/curveView';
import { interval, percent } from '../../state/numbers';
import { text } from '../../text';

const words = text.likelihood;

export interface IntervalBarsProps {
  readonly study: LikelihoodStudy;
  readonly view: CurveView;
}

export function IntervalBars({ study, view }: IntervalBarsProps) {
  const { maximum, index, limits } = study;
  const level = percent(maximum.level);
  const [likelihood, wald] = intervalWords(study);
  const { estimate, standardError, lower, upper } = maximum.parameters[index];
  const own = limits[index];
  const twoErrors =
    standardError === null ? null : ([-2, 2] as const).map((k) => estimate + k * standardError);
  return (
    <div className="cm-ivs">
      <Bar
        kind="likelihood"
        label={words.interval(level)}
        limits={likelihood}
        ends={own && [own.lower ?? -Infinity, own.upper ?? Infinity]}
        view={view}
      />
      <Bar
        kind="wald"
        label={words.wald(level)}
        limits={wald}
        ends={lower === null || upper === null ? null : [lower, upper]}
        view={view}
      />
      {twoErrors && (
        <Bar
          kind="errors"
          label={words.twoErrors}
          limits={endsText(twoErrors[0], twoErrors[1])}
          ends={[twoErrors[0], twoErrors[1]]}
          view={view}
        />
      )}
    </div>
  );
}

/** Both intervals of the parameter on show, in words. */
export function intervalWords({
  maximum,
  index,
  limits,
}: LikelihoodStudy): [likelihood: string, wald: string] {
  const { lower, upper } = maximum.parameters[index];
  const own = limits[index];
  return [
    own ? endsText(own.lower, own.upper) : words.notComputed,
    lower === null || upper === null ? words.noInterval : endsText(lower, upper),
  ];
}

export function endsText(lower: number | null, upper: number | null): string {
  if (lower !== null && upper !== null) return words.limits(...interval(lower, upper));
  if (lower === null && upper === null) return `${words.noLower}, ${words.noUpper}`;
  const [end] = interval(lower ?? upper!, (lower ?? upper!) * 1.5 + 1e-3);
  return lower === null ? words.limits(words.noLower, end) : words.limits(end, words.noUpper);
}

interface BarProps {
  readonly kind: 'likelihood' | 'wald' | 'errors';
  readonly label: string;
  readonly limits: string;
  readonly ends: readonly [number, number] | null;
  readonly view: CurveView;
}

function Bar({ kind, label, limits, ends, view }: BarProps) {
  const [low, high] = view.x;
  const place = (value: number): number => 100 * Math.min(1, Math.max(0, (value - low) / (high - low)));
  const left = ends ? place(ends[0]) : 0;
  return (
    <div className={`cm-iv cm-iv-${kind}`}>
      <span>{label}</span>
      <b>{limits}</b>
      <i className="cm-iv-track" aria-hidden="true">
        {ends && <u style={{ left: `${left}%`, width: `${place(ends[1]) - left}%` }} />}
        <s style={{ left: `${place(view.estimate)}%` }} />
      </i>
    </div>
  );
}
