/**
 * A picture of a likelihood with a point in it that is dragged, by pointer or by keys, and what is read off there. While it
 * is dragged only this part of the page is drawn anew.
 */

import {
  useLayoutEffect,
  useRef,
  useState,
  type CSSProperties,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
} from 'react';
import type { LikelihoodStudy, OpenLikelihood } from '../../../src/index';
import { usePane } from '../../paneContext';
import { PlotFigure, svgElement, useWidth } from '../../plots/figure';
import { writtenValue } from '../../state/tried';
import { afterKey, valuesAt, type ExplorerAxis } from './axes';
import type { Frame } from './frame';
import { useTried, type Tried } from './useTried';

export interface ExplorerProps {
  readonly study: LikelihoodStudy;
  readonly open: OpenLikelihood | null;
  readonly label: string;
  readonly description: string;
  /** The picture without the point, and where its axes are, at a width in CSS pixels. */
  readonly draw: (width: number) => SVGSVGElement;
  readonly frame: (width: number) => Frame;
  readonly height: number;
  /** The point, to be laid over the picture; null where there is none. */
  readonly mark: (tried: Tried, frame: Frame) => SVGGElement | null;
  /** Where the handle is. */
  readonly handle: (tried: Tried, frame: Frame) => { readonly x: number; readonly y: number };
  readonly axes: readonly ExplorerAxis[];
  /** What the handle is for, and in words where it is. */
  readonly handleLabel: string;
  readonly spoken: (tried: Tried) => string;
  /** Above the picture, and below it on its axis. */
  readonly head: ReactNode;
  readonly children: ReactNode;
  readonly readings: (tried: Tried) => ReactNode;
}

export function Explorer(props: ExplorerProps) {
  const { study, open, label, description, draw, frame, head, children } = props;
  const [measured, width] = useWidth();
  const { dragged, events } = useDrag(props, width);
  const tried = useTried(study, open, dragged);
  const shown = width > 0 ? frame(width) : null;
  return (
    <>
      <div className="cm-pad" style={shown ? marginsOf(shown, width) : undefined}>
        {head}
        <div className="cm-lplot" ref={measured} {...events}>
          <PlotFigure label={label} description={description} draw={draw} />
          {shown && <Overlay mark={props.mark(tried, shown)} width={width} height={props.height} />}
          {shown && <Handle {...props} tried={tried} shown={shown} />}
        </div>
        {children}
      </div>
      {props.readings(tried)}
    </>
  );
}

/** What stands below the picture keeps to its axis. */
function marginsOf({ left, right }: Frame, width: number): CSSProperties {
  return { '--cm-left': `${left}px`, '--cm-right': `${width - right}px` } as CSSProperties;
}

interface OverlayProps {
  readonly mark: SVGGElement | null;
  readonly width: number;
  readonly height: number;
}

function Overlay({ mark, width, height }: OverlayProps) {
  const svg = useRef<SVGSVGElement>(null);
  useLayoutEffect(() => svg.current?.replaceChildren(mark ?? svgElement('g', {})), [mark]);
  return <svg ref={svg} className="cm-lover" width={width} height={height} aria-hidden="true" />;
}

interface HandleProps extends ExplorerProps {
  readonly tried: Tried;
  readonly shown: Frame;
}

function Handle({ tried, shown, axes, handle, handleLabel, spoken }: HandleProps) {
  const commit = useCommit(axes);
  const { x, y } = handle(tried, shown);
  const values = tried.values ?? axes.map(({ estimate }) => estimate);
  const [main] = axes;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const next = afterKey(event, values, axes);
    if (!next) return;
    event.preventDefault();
    commit(next);
  };
  return (
    <div
      className="cm-lhandle"
      role="slider"
      tabIndex={0}
      aria-label={handleLabel}
      aria-valuemin={main.range[0]}
      aria-valuemax={main.range[1]}
      aria-valuenow={values[0]}
      aria-valuetext={spoken(tried)}
      style={{ left: x, top: y }}
      onKeyDown={onKeyDown}
    />
  );
}

/** Writes values into the state. */
function useCommit(axes: readonly ExplorerAxis[]): (values: readonly number[]) => void {
  const { dispatch } = usePane();
  return (values) => {
    // The estimate itself is no multiple of a step, and stays what it is.
    const written = values.map((value, i) =>
      value === axes[i].estimate ? String(value) : writtenValue(value, axes[i].step),
    );
    const [tried, second] = written;
    const choice = second === undefined ? { tried } : { tried, triedSecond: second };
    dispatch({ type: 'likelihood', choice });
  };
}

function useDrag({ axes, frame }: ExplorerProps, width: number) {
  const commit = useCommit(axes);
  const [dragged, setDragged] = useState<readonly number[] | null>(null);
  const last = useRef<readonly number[] | null>(null);
  const move = (event: PointerEvent<HTMLElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const place = { x: event.clientX - box.left, y: event.clientY - box.top };
    last.current = valuesAt(place, axes, frame(width));
    setDragged(last.current);
  };
  const end = (event: PointerEvent<HTMLElement>): void => {
    if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
    event.currentTarget.releasePointerCapture(event.pointerId);
    if (last.current) commit(last.current);
    setDragged(null);
  };
  const events = {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0 || width === 0) return;
      event.preventDefault();
      event.currentTarget.setPointerCapture(event.pointerId);
      event.currentTarget.querySelector<HTMLElement>('[role=slider]')?.focus({ preventScroll: true });
      move(event);
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      if (event.currentTarget.hasPointerCapture(event.pointerId)) move(event);
    },
    onPointerUp: end,
    onPointerCancel: () => setDragged(null),
  };
  return { dragged, events };
}
