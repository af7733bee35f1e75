/** A slider and a field for a value of the parameter, and how likely the data are there. */

import { Input } from '@fluentui/react-components';
import { useId, type CSSProperties } from 'react';
import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { parameterText, readingText, type CurveView } from '../../state/curveView';
import { fixed, significant } from '../../state/numbers';
import { text } from '../../text';
import type { Tried } from './useTried';

const words = text.likelihood;

/** Steps of the slider where the curve has fewer. */
const STEPS = 100;

export interface TryValueProps {
  readonly study: LikelihoodStudy;
  readonly view: CurveView;
  readonly symbol: string;
  readonly tried: Tried;
  readonly margins: { readonly left: number; readonly right: number };
}

export function TryValue({ study, view, symbol, tried, margins }: TryValueProps) {
  const { dispatch } = usePane();
  const id = useId();
  const [low, high] = view.x;
  const step = study.points.length > STEPS / 2 ? study.step : study.step / 20;
  const { value } = tried;
  const shown = value ?? study.maximum.parameters[study.index].estimate;
  const set = (typed: string) => dispatch({ type: 'likelihood', choice: { tried: typed } });
  const reading = readingOf(tried, view);
  const scale = view.axis.startsWith('log') ? words.reading.log : words.reading.likelihood;
  const share = (Math.min(high, Math.max(low, shown)) - low) / (high - low);
  return (
    <div className="cm-pad cm-line cm-try">
      <label className="cm-label" htmlFor={id}>
        {words.try(symbol)}
      </label>
      <input
        id={id}
        type="range"
        className="cm-range"
        style={
          {
            '--cm-share': share,
            marginLeft: margins.left - THUMB / 2,
            marginRight: margins.right - THUMB / 2,
          } as CSSProperties
        }
        min={low}
        max={high}
        step={step}
        value={Math.min(high, Math.max(low, shown))}
        aria-valuetext={words.spoken(symbol, parameterText(shown, step), scale, reading)}
        onChange={(event) => set(plain(Number(event.target.value), step))}
      />
      <dl className="cm-read">
        <div>
          <dt>{symbol}</dt>
          <dd>
            <Input
              size="small"
              className="cm-tryfield"
              inputMode="decimal"
              aria-label={words.tryField(symbol)}
              aria-invalid={value === null}
              value={tried.typed ?? plain(shown, step)}
              onChange={(_, { value: typed }) => set(typed)}
            />
          </dd>
        </div>
        <div className="cm-read-main">
          <dt>{scale}</dt>
          <dd>{reading}</dd>
        </div>
        <Below study={study} view={view} tried={tried} />
      </dl>
      {value === null && (
        <p className="cm-bad cm-meta" role="alert">
          {words.outside}
        </p>
      )}
    </div>
  );
}

/** Pixels; the same in the style sheet. */
const THUMB = 20;

function readingOf({ logLik, isKnown, value }: Tried, { axis, read }: CurveView): string {
  if (value === null) return words.none;
  if (logLik === null) return isKnown ? words.impossible : '…';
  return readingText(read(logLik), axis);
}

/** How far below the top: a difference of logarithms, or a share. */
function Below({ study, view, tried }: Pick<TryValueProps, 'study' | 'view' | 'tried'>) {
  const isLog = view.axis.startsWith('log');
  const { logLik } = tried;
  const down = logLik === null ? null : study.maximum.logLik - logLik;
  const shown =
    down === null
      ? words.none
      : isLog
        ? fixed(Math.abs(down) < 5e-7 ? 0 : down, 3)
        : `${significant(100 * Math.exp(-down), 3)} %`;
  return (
    <div>
      <dt>{isLog ? words.below : words.ofTop}</dt>
      <dd>{shown}</dd>
    </div>
  );
}

/** A multiple of the step as people type it. */
function plain(value: number, step: number): string {
  const decimals = Math.min(12, Math.max(0, 1 - Math.floor(Math.log10(step))));
  return String(Number(value.toFixed(decimals)));
}
