/** The value that is tried, drawn over a picture: its point with a line to the floor, the tangent there, and the reading. */

import { COLOR, svgElement, textWidth } from '../../plots/figure';
import type { Pixels } from './axes';
import type { Frame } from './frame';

/** Half the length of a tangent, in CSS pixels. */
const TANGENT = 56;
/** From the point to its reading. */
const READING_GAP = 10;
/** By how much a reading may be moved towards its point, above it, before it goes to the other side. */
const MOST_MOVED = 24;

export interface TriedMark {
  readonly x: number;
  readonly y: number;
  /** Of the tangent, on the axes' scales; null where there is none. */
  readonly slope: number | null;
  readonly reading: string;
}

/** A group to be laid over the picture, in its pixels; null where there is nothing to mark. */
export function triedMarks(mark: TriedMark | null, frame: Frame): SVGGElement | null {
  if (!mark) return null;
  const at = { x: frame.toX(mark.x), y: frame.toY(mark.y) };
  const group = svgElement('g', {});
  const foot = Math.max(frame.top, Math.min(frame.bottom, at.y));
  group.append(stroke({ x: at.x, y: foot }, { x: at.x, y: frame.bottom }, 1.5));
  // Far below the picture there is a line and no point.
  if (at.y > frame.bottom) return group;
  if (mark.slope !== null) group.append(...tangent(mark.slope, at, frame));
  group.append(pointAt(at), readingOf(mark.reading, at, frame.right));
  return group;
}

/** The same of two parameters: the point, with lines to both axes. */
export function crossMarks(mark: Pick<TriedMark, 'x' | 'y'> | null, frame: Frame): SVGGElement | null {
  if (!mark) return null;
  const at = { x: frame.toX(mark.x), y: frame.toY(mark.y) };
  const group = svgElement('g', {});
  group.append(
    stroke(at, { x: at.x, y: frame.bottom }, 1.5),
    stroke({ x: frame.left, y: at.y }, at, 1.5),
    pointAt(at),
  );
  return group;
}

/** A drawing with its mark in it, for a picture of its own. */
export function withMark(drawing: SVGSVGElement, mark: SVGGElement | null): SVGSVGElement {
  if (mark) drawing.append(mark);
  return drawing;
}

function pointAt({ x, y }: Pixels): SVGElement {
  return svgElement('circle', {
    ...{ cx: text(x), cy: text(y), r: '6' },
    ...{ fill: COLOR.varyMark, stroke: COLOR.paper, 'stroke-width': '2' },
  });
}

function tangent(slope: number, at: Pixels, frame: Frame): SVGElement[] {
  const right = frame.toX(1) - frame.toX(0);
  const up = slope * (frame.toY(1) - frame.toY(0));
  const length = Math.hypot(right, up);
  if (!Number.isFinite(length)) return [];
  const [dx, dy] = [right / length, up / length];
  const reach = (side: number): Pixels => {
    const room = [
      TANGENT,
      dx === 0 ? Infinity : ((side * dx > 0 ? frame.right : frame.left) - at.x) / (side * dx),
      dy === 0 ? Infinity : ((side * dy > 0 ? frame.bottom : frame.top) - at.y) / (side * dy),
    ];
    const far = side * Math.max(0, Math.min(...room));
    return { x: at.x + far * dx, y: at.y + far * dy };
  };
  return [stroke(reach(-1), reach(1), 2)];
}

function readingOf(reading: string, at: Pixels, right: number): SVGElement {
  const room = right + 10 - at.x - READING_GAP;
  const missing = Math.max(0, textWidth(reading, 600) - room);
  const isLeft = missing > MOST_MOVED;
  const words = svgElement('text', {
    x: text(at.x + (isLeft ? -READING_GAP : READING_GAP - missing)),
    y: text(at.y - (missing > 0 && !isLeft ? 14 : 6)),
    'text-anchor': isLeft ? 'end' : 'start',
    'font-weight': '600',
    'font-family': 'var(--fontFamilyBase)',
    'font-size': '12',
    fill: COLOR.vary,
    stroke: COLOR.paper,
    'stroke-width': '3',
    'stroke-linejoin': 'round',
    'paint-order': 'stroke',
  });
  words.textContent = reading;
  return words;
}

function stroke(from: Pixels, to: Pixels, width: number): SVGElement {
  return svgElement('path', {
    d: `M${text(from.x)} ${text(from.y)}L${text(to.x)} ${text(to.y)}`,
    stroke: COLOR.varyMark,
    'stroke-width': String(width),
    'stroke-linecap': 'round',
    fill: 'none',
  });
}

const text = (pixels: number): string => pixels.toFixed(2);
