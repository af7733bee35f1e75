/** Two parameters at once: contours with a point that is dragged, and both scores there. */

import { useCallback, useMemo } from 'react';
import type { LikelihoodStudy, StudySurface } from '../../../src/index';
import { usePane } from '../../paneContext';
import { Legend, type LegendItem, type PictureSource } from '../../plots/figure';
import { contourView, type ContourView } from '../../state/contourView';
import { percent, significant } from '../../state/numbers';
import { stepOf, writtenValue } from '../../state/tried';
import { text } from '../../text';
import { list } from '../../words';
import { AgainstY } from './AgainstY';
import type { ExplorerAxis } from './axes';
import { CONTOUR_HEIGHT, contourFrame, drawContours } from './contourPlot';
import type { BodyProps } from './CurveBody';
import { Explorer } from './Explorer';
import type { Frame } from './frame';
import { likelihoodText, Readings, slopeText, type ShownParameter } from './Readings';
import { crossMarks, withMark } from './triedMarks';
import { useOpenLikelihood, useTried, type Tried } from './useTried';

const words = text.likelihood;
const KEYS = [
  { along: 'x', up: ['ArrowRight'], down: ['ArrowLeft'] },
  { along: 'y', up: ['ArrowUp'], down: ['ArrowDown'] },
] as const;

export function ContourBody({ study, head, below }: BodyProps) {
  const { state } = usePane();
  const { choice, resultTitle: title } = state.likelihood;
  const { maximum } = study;
  const surface = study.surface!;
  const view = useMemo(() => contourView(study, surface), [study, surface]);
  const open = useOpenLikelihood();
  const tried = useTried(study, open, null);
  const shown = useMemo(() => shownParameters(study, surface), [study, surface]);
  const draw = useMemo(() => drawer(view, shown), [view, shown]);
  const frame = useCallback((width: number) => contourFrame(view, width), [view]);
  const away = choice.constant ? 0 : study.constant;
  const scale = { axis: 'log', power: 0, read: (logLik: number) => logLik - away } as const;
  const placeText = ({ values }: Tried): string =>
    list(
      shown.map(({ symbol, step }, i) =>
        values ? words.valueIs(symbol, writtenValue(values[i], step)) : symbol,
      ),
    );
  const level = percent(maximum.level);
  const legend = legendOf(view, level);
  const description = words.contours.describe(
    list(shown.map((one) => words.valueIs(one.symbol, significant(one.estimate, 4)))),
    level,
  );
  const source: PictureSource = {
    title: words.pictureTitle(list(shown.map(({ symbol }) => symbol)), title),
    description,
    legend,
    draw: (width) => withMark(draw(width), crossMarks(crossOf(tried, view), frame(width))),
  };
  const axes = shown.map(({ estimate: at, step }, i): ExplorerAxis => ({
    ...{ range: i === 0 ? view.x : view.y, estimate: at, step, isFine: true },
    ...KEYS[i],
  }));
  const others = maximum.parameters.filter((_, i) => !surface.indices.includes(i));
  return (
    <>
      <Explorer
        {...{ study, open, draw, frame, description, axes }}
        label={source.title}
        height={CONTOUR_HEIGHT}
        head={
          <>
            {head}
            {others.length > 0 && (
              <p className="cm-meta">{words.others(list(others.map(({ name }) => words.symbol(name))))}</p>
            )}
          </>
        }
        mark={(now, on) => crossMarks(crossOf(now, view), on)}
        handle={(now, on) => handleOf(now, view, on)}
        handleLabel={words.try(list(shown.map(({ symbol }) => symbol)))}
        spoken={(now) =>
          words.spokenBoth(placeText(now), likelihoodText(now, scale), slopeText(now, 0), slopeText(now, 1))
        }
        readings={(now) => (
          <>
            <Readings study={study} tried={now} scale={scale} shown={shown} />
            <AgainstY study={study} range={view.x} tried={now} at={placeText(now)} />
          </>
        )}
      >
        <div className="cm-llegend">
          <Legend items={legend} />
        </div>
      </Explorer>
      {below(source, tried.values)}
    </>
  );
}

function shownParameters({ maximum }: LikelihoodStudy, surface: StudySurface): readonly ShownParameter[] {
  return surface.indices.map((i, k) => {
    const { name, estimate } = maximum.parameters[i];
    return { symbol: words.symbol(name), estimate, step: stepOf(surface.values[k]) };
  });
}

function drawer(
  view: ContourView,
  [first, second]: readonly ShownParameter[],
): (width: number) => SVGSVGElement {
  const estimate = [first, second].map((one) => significant(one.estimate, 4)).join(', ');
  return (width) => drawContours({ view, symbols: [first.symbol, second.symbol], estimate }, width);
}

function legendOf({ regions, quadratic }: ContourView, level: string): LegendItem[] {
  const levels = list(regions.map((region) => percent(region.level)));
  return [
    { kind: 'band', label: words.contours.region(level) },
    { kind: 'fixedLine', label: words.contours.levels(levels) },
    ...(quadratic.length > 0 ? [{ kind: 'greyDash', label: words.legend.quadratic } as const] : []),
  ];
}

function crossOf({ values }: Tried, view: ContourView): { x: number; y: number } | null {
  if (!values) return null;
  const isInside = ([low, high]: readonly [number, number], value: number): boolean =>
    value >= low && value <= high;
  const [x, y] = values;
  return isInside(view.x, x) && isInside(view.y, y) ? { x, y } : null;
}

function handleOf({ values }: Tried, view: ContourView, frame: Frame): { x: number; y: number } {
  const [x, y] = values ?? [view.estimate.x, view.estimate.y];
  const within = (low: number, high: number, pixels: number): number => Math.min(high, Math.max(low, pixels));
  return {
    x: within(frame.left, frame.right, frame.toX(x)),
    y: within(frame.top, frame.bottom, frame.toY(y)),
  };
}
