/** Where values lie in a picture with even axes. */

type Range = readonly [low: number, high: number];

export interface Frame {
  /** Ends of the axes, in CSS pixels from the picture's top left. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  readonly toX: (value: number) => number;
  readonly toY: (value: number) => number;
  /** The values at a place, within the axes. */
  readonly xAt: (pixels: number) => number;
  readonly yAt: (pixels: number) => number;
}

export interface FrameSize {
  readonly width: number;
  readonly height: number;
  /** Margins. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

export function frameOf({ x, y }: { readonly x: Range; readonly y: Range }, size: FrameSize): Frame {
  const { left, top } = size;
  const right = size.width - size.right;
  const bottom = size.height - size.bottom;
  return {
    ...{ left, right, top, bottom },
    toX: between(x, [left, right]),
    toY: between(y, [bottom, top]),
    xAt: (pixels) => within(x, between([left, right], x)(pixels)),
    yAt: (pixels) => within(y, between([bottom, top], y)(pixels)),
  };
}

function between([a, b]: Range, [c, d]: Range): (value: number) => number {
  return (value) => c + ((value - a) / (b - a)) * (d - c);
}

function within([low, high]: Range, value: number): number {
  return Math.min(high, Math.max(low, value));
}
