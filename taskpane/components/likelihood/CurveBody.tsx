/** The curve of one parameter: the picture with the value that is dragged on it, intervals below its axis, the key, and readings. */

import { Button } from '@fluentui/react-components';
import { useCallback, useMemo, type ReactNode } from 'react';
import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { Legend, type LegendItem, type PictureSource } from '../../plots/figure';
import { curveView, parameterText, type CurveView } from '../../state/curveView';
import { percent, significant } from '../../state/numbers';
import { keyStep, writtenValue } from '../../state/tried';
import type { WantedStudy } from '../../state/wantedStudy';
import { text } from '../../text';
import { list } from '../../words';
import { AgainstY } from './AgainstY';
import type { ExplorerAxis } from './axes';
import { CURVE_HEIGHT, curveFrame, drawCurve, seriesBehind } from './curvePlot';
import { Explorer } from './Explorer';
import type { Frame } from './frame';
import { IntervalBars, intervalWords } from './IntervalBars';
import { KeptCurves } from './KeptCurves';
import { likelihoodText, Readings, slopeText } from './Readings';
import { triedMarks, withMark, type TriedMark } from './triedMarks';
import { useOpenLikelihood, useTried, type Tried } from './useTried';

const words = text.likelihood;

export interface BodyProps {
  readonly study: LikelihoodStudy;
  readonly wanted: WantedStudy;
  /** What is shown belongs to an earlier choice. */
  readonly isStale: boolean;
  readonly head: ReactNode;
  /** What stands below, made of the picture and the values that are tried. */
  readonly below: (source: PictureSource, values: readonly number[] | null) => ReactNode;
}

export function CurveBody({ study, wanted, isStale, head, below }: BodyProps) {
  const { state } = usePane();
  const { choice, resultTitle: title } = state.likelihood;
  const { maximum, index, step } = study;
  const { scale, constant, kept } = choice;
  const view = useMemo(() => curveView(study, { scale, constant, kept }), [study, scale, constant, kept]);
  const open = useOpenLikelihood();
  const tried = useTried(study, open, null);
  const { name, estimate } = maximum.parameters[index];
  const symbol = words.symbol(name);
  const estimateText = parameterText(estimate, step);
  const draw = useCallback(
    (width: number) => drawCurve({ view, symbol, estimate: estimateText }, width),
    [view, symbol, estimateText],
  );
  const frame = useCallback((width: number) => curveFrame(view, width), [view]);
  const axis: ExplorerAxis = {
    ...{ along: 'x', range: view.x, estimate, step: keyStep(study), isFine: open !== null },
    ...{ up: ['ArrowRight', 'ArrowUp'], down: ['ArrowLeft', 'ArrowDown'] },
  };
  const placeText = ({ values }: Tried): string =>
    values ? words.valueIs(symbol, writtenValue(values[0], axis.step)) : symbol;
  const description = words.describe(symbol, estimateText, percent(maximum.level), ...intervalWords(study));
  const names = [title, ...view.behind.map((curve) => curve.name)];
  const legend = legendOf(study, view, title);
  const source: PictureSource = {
    title: words.pictureTitle(symbol, names.join(', ')),
    description,
    legend: [...legend, ...view.behind.map(behindItem)],
    draw: (width) => withMark(draw(width), triedMarks(markOf(tried, view), frame(width))),
  };
  const hasCurve = view.exact.some(({ y }) => !Number.isNaN(y));
  return (
    <>
      <Explorer
        {...{ study, open, draw, frame, description }}
        label={source.title}
        height={CURVE_HEIGHT}
        axes={[axis]}
        head={
          <>
            {head}
            {hasCurve && <OthersAtBest study={study} />}
          </>
        }
        mark={(now, shown) => triedMarks(markOf(now, view), shown)}
        handle={(now, shown) => handleOf(now, view, shown)}
        handleLabel={words.try(symbol)}
        spoken={(now) =>
          words.spoken(placeText(now), words.reading[view.axis], likelihoodText(now, view), slopeText(now, 0))
        }
        readings={(now) => (
          <>
            <Readings
              study={study}
              tried={now}
              scale={view}
              shown={[{ symbol, estimate, step: axis.step }]}
            />
            <AgainstY study={study} range={view.x} tried={now} at={placeText(now)} />
          </>
        )}
      >
        <IntervalBars study={study} view={view} />
        <div className="cm-llegend">
          <Legend items={legend} />
        </div>
        <KeptCurves study={study} isStale={isStale} />
        {!hasCurve && wanted.kind === 'study' && <NoCurve />}
      </Explorer>
      {below(source, tried.values)}
    </>
  );
}

function OthersAtBest({ study: { maximum, index } }: { readonly study: LikelihoodStudy }) {
  const others = maximum.parameters.filter((_, i) => i !== index).map(({ name }) => words.symbol(name));
  return others.length > 0 ? <p className="cm-meta">{words.others(list(others))}</p> : null;
}

function NoCurve() {
  const { state, controller } = usePane();
  return (
    <div className="cm-lnocurve">
      <p className="cm-meta">{words.noCurve}</p>
      <Button size="small" disabled={state.likelihood.running !== null} onClick={controller.studyNow}>
        {words.drawCurve}
      </Button>
    </div>
  );
}

function legendOf({ drop, maximum, index }: LikelihoodStudy, view: CurveView, title: string): LegendItem[] {
  const share = `${significant(100 * Math.exp(-drop), 2)} %`;
  const isLog = view.axis === 'log' || view.axis === 'logRelative';
  const cut = isLog ? words.legend.cut(significant(drop, 3)) : words.legend.share(share);
  const hasCurve = view.exact.some(({ y }) => !Number.isNaN(y));
  const own = view.behind.length > 0 ? title : words.legend.exact;
  return [
    ...(hasCurve ? [{ kind: 'fixedCurve', label: own } as const] : []),
    ...(maximum.parameters[index].standardError === null
      ? []
      : [{ kind: 'greyDash', label: words.legend.quadratic } as const]),
    { kind: 'cut', label: cut },
    { kind: 'varyLine', label: words.legend.tangent },
  ];
}

function behindItem({ name }: { readonly name: string }, k: number): LegendItem {
  return { kind: `behind${seriesBehind(k)}`, label: name };
}

/** null where the likelihood is not known, or the data are impossible. */
function markOf(tried: Tried, view: CurveView): TriedMark | null {
  const { values, place } = tried;
  if (!values || !place) return null;
  const slope = view.slope(place.logLik, place.score[0]);
  return {
    x: values[0],
    y: view.read(place.logLik),
    slope: Number.isFinite(slope) ? slope : null,
    reading: likelihoodText(tried, view),
  };
}

/** On the curve, or on the floor below it. */
function handleOf({ values, place }: Tried, view: CurveView, frame: Frame): { x: number; y: number } {
  const x = frame.toX(Math.min(view.x[1], Math.max(view.x[0], values?.[0] ?? view.estimate)));
  const y = place ? frame.toY(view.read(place.logLik)) : frame.bottom;
  return { x, y: Math.max(frame.top, Math.min(frame.bottom, y)) };
}
