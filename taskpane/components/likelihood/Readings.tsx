/** What is read off at the values that are tried, in figures that keep their places. */

import { Input } from '@fluentui/react-components';
import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { readingText, type CurveView } from '../../state/curveView';
import { fixed, significant } from '../../state/numbers';
import { writtenValue } from '../../state/tried';
import { text } from '../../text';
import type { Tried } from './useTried';

const words = text.likelihood;

export interface ReadingsProps {
  readonly study: LikelihoodStudy;
  readonly tried: Tried;
  /** How likelihoods are read. */
  readonly scale: Pick<CurveView, 'axis' | 'power' | 'read'>;
  /** Of each parameter on show. */
  readonly shown: readonly ShownParameter[];
}

export interface ShownParameter {
  readonly symbol: string;
  readonly estimate: number;
  readonly step: number;
}

export function Readings({ study, tried, scale, shown }: ReadingsProps) {
  const isLog = scale.axis === 'log' || scale.axis === 'logRelative';
  const { values, place } = tried;
  const scores = shown.map((_, i) => slopeText(tried, i));
  return (
    <div className="cm-pad cm-line cm-try">
      <dl className="cm-read" aria-label={words.readings}>
        {shown.map((one, i) => (
          <TriedField key={one.symbol} shown={one} tried={tried} at={i} />
        ))}
        <Reading name={words.reading[scale.axis]} isMain>
          {likelihoodText(tried, scale)}
        </Reading>
        <Reading name={isLog ? words.below : words.ofTop}>{belowText(study, place?.logLik, isLog)}</Reading>
        {shown.map(({ symbol }, i) => (
          <Reading key={symbol} name={shown.length === 1 ? words.score : words.scoreOf(symbol)}>
            {scores[i]}
          </Reading>
        ))}
        {shown.length === 1 && <Reading name={words.information}>{informationText(tried)}</Reading>}
      </dl>
      {values === null && (
        <p className="cm-bad cm-meta" role="alert">
          {words.outside}
        </p>
      )}
    </div>
  );
}

interface ReadingProps {
  readonly name: string;
  readonly isMain?: boolean;
  readonly children: string;
}

function Reading({ name, isMain = false, children }: ReadingProps) {
  return (
    <div className={isMain ? 'cm-read-main' : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

interface TriedFieldProps {
  readonly shown: ShownParameter;
  readonly tried: Tried;
  readonly at: number;
}

function TriedField({
  shown: { symbol, estimate, step },
  tried: { typed, values, isDragged },
  at,
}: TriedFieldProps) {
  const { dispatch } = usePane();
  const value = values?.[at];
  // The estimate has more digits than a person types.
  const short =
    value === undefined ? '' : value === estimate ? significant(value, 5) : writtenValue(value, step);
  const shown = isDragged || value === estimate ? short : (typed[at] ?? short);
  return (
    <div>
      <dt>{symbol}</dt>
      <dd>
        <Input
          size="small"
          className="cm-tryfield"
          inputMode="decimal"
          aria-label={words.tryField(symbol)}
          aria-invalid={values === null}
          value={shown}
          onChange={(_, { value: next }) =>
            dispatch({ type: 'likelihood', choice: at === 0 ? { tried: next } : { triedSecond: next } })
          }
        />
      </dd>
    </div>
  );
}

export function likelihoodText(
  { values, place, isKnown }: Tried,
  scale: Pick<CurveView, 'axis' | 'power' | 'read'>,
): string {
  if (values === null) return words.none;
  if (!place) return isKnown ? words.impossible : '…';
  return readingText(scale.read(place.logLik), scale);
}

/** How far below the top: a difference of logarithms, or a share. */
function belowText({ maximum }: LikelihoodStudy, logLik: number | undefined, isLog: boolean): string {
  if (logLik === undefined) return words.none;
  const down = maximum.logLik - logLik;
  return isLog ? fixed(Math.abs(down) < 5e-7 ? 0 : down, 3) : `${significant(100 * Math.exp(-down), 3)} %`;
}

/** A slope that is rounding and nothing else is zero. */
export function slopeText({ place }: Tried, at: number): string {
  if (!place) return words.none;
  const slope = place.score[at];
  const q = place.score.length;
  const bend = Math.abs(place.information[at * (q + 1)]);
  return numberText(Math.abs(slope) < 1e-6 * Math.sqrt(bend) ? 0 : slope);
}

function informationText({ place }: Tried): string {
  return place ? numberText(place.information[0]) : words.none;
}

function numberText(value: number): string {
  if (Number.isNaN(value)) return words.none;
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  return significant(value, 4);
}
