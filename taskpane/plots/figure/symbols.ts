/** Symbols of levels that are drawn side by side, the same in a plot and in its legend. */

export type SymbolName = 'circle' | 'square' | 'triangle' | 'diamond' | 'cross' | 'wedge';

/** Corners on a field of -1 to 1, y downward; areas are about that of a circle of radius 1. */
const CORNERS: Readonly<Record<Exclude<SymbolName, 'circle'>, readonly (readonly [number, number])[]>> = {
  square: [
    [-0.89, -0.89],
    [0.89, -0.89],
    [0.89, 0.89],
    [-0.89, 0.89],
  ],
  triangle: [
    [0, -1.4],
    [1.25, 0.85],
    [-1.25, 0.85],
  ],
  diamond: [
    [0, -1.4],
    [1.12, 0],
    [0, 1.4],
    [-1.12, 0],
  ],
  cross: [
    [-0.42, -1.3],
    [0.42, -1.3],
    [0.42, -0.42],
    [1.3, -0.42],
    [1.3, 0.42],
    [0.42, 0.42],
    [0.42, 1.3],
    [-0.42, 1.3],
    [-0.42, 0.42],
    [-1.3, 0.42],
    [-1.3, -0.42],
    [-0.42, -0.42],
  ],
  wedge: [
    [0, 1.4],
    [1.25, -0.85],
    [-1.25, -0.85],
  ],
};

/** What a canvas and a path of a plot have in common. */
interface Pen {
  moveTo(x: number, y: number): void;
  lineTo(x: number, y: number): void;
  arc(x: number, y: number, r: number, from: number, to: number): void;
  closePath(): void;
}

/** As Observable Plot takes a symbol: drawn around 0 with an area of about `size`. */
export function plotSymbol(name: SymbolName): { draw(pen: Pen, size: number): void } {
  return {
    draw(pen, size) {
      const r = Math.sqrt(size / Math.PI);
      if (name === 'circle') {
        pen.moveTo(r, 0);
        pen.arc(0, 0, r, 0, 2 * Math.PI);
        return;
      }
      CORNERS[name].forEach(([x, y], i) => (i === 0 ? pen.moveTo(r * x, r * y) : pen.lineTo(r * x, r * y)));
      pen.closePath();
    },
  };
}

/** The same as the path of an SVG, around a place. */
export function symbolPath(name: SymbolName, cx: number, cy: number, r: number): string {
  if (name === 'circle')
    return `M${cx + r} ${cy}A${r} ${r} 0 1 1 ${cx - r} ${cy}A${r} ${r} 0 1 1 ${cx + r} ${cy}Z`;
  const at = (center: number, offset: number): number => Number((center + r * offset).toFixed(2));
  return `M${CORNERS[name].map(([x, y]) => `${at(cx, x)} ${at(cy, y)}`).join('L')}Z`;
}
