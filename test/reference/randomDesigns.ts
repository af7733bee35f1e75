/** Small random model matrices for property tests, from one seed each. */

import type { ModelMatrices } from '../../src/design/types';

/** Mulberry32: a small generator with a full period over 32-bit seeds. */
export function generator(seed: number): { uniform(): number; normal(): number; integer(n: number): number } {
  let state = seed >>> 0;
  const uniform = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  const normal = (): number => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());
  return { uniform, normal, integer: (n) => Math.floor(uniform() * n) };
}

export interface DesignShape {
  readonly seed: number;
  /** Sizes of the random terms on the one factor, such as [2] or [1, 1]. */
  readonly terms: readonly number[];
  readonly groups: number;
  readonly rowsPerGroup: number;
  /** Fixed-effect columns besides the intercept. */
  readonly slopes: number;
  /** Whether some groups have a single row. */
  readonly singletons: boolean;
  /** Standard deviation of the random effects; 0 gives no variation between groups. */
  readonly spread: number;
  /** Powers of ten by which columns are multiplied and shifted. */
  readonly scale: number;
  readonly shift: number;
}

/** y = X·beta + Z·b + noise with columns shared between X and Z where they are the same, as the design module shares them. */
export function randomMatrices(shape: DesignShape): ModelMatrices {
  const random = generator(shape.seed);
  const codesList: number[] = [];
  for (let g = 0; g < shape.groups; g++) {
    const size = shape.singletons && g % 3 === 0 ? 1 : shape.rowsPerGroup + (g % 2);
    for (let i = 0; i < size; i++) codesList.push(g);
  }
  const n = codesList.length;
  const codes = Int32Array.from(codesList);
  const k = shape.terms.reduce((a, b) => a + b, 0);
  const ones = new Float64Array(n).fill(1);
  const pool = [ones];
  for (let j = 1; j <= Math.max(shape.slopes, k - 1); j++)
    pool.push(
      Float64Array.from({ length: n }, () => shape.scale ** (j % 2) * (random.normal() + shape.shift)),
    );
  const X = pool.slice(0, 1 + shape.slopes);
  const Z = pool.slice(0, k);
  const effects = Z.map((z) =>
    Float64Array.from({ length: shape.groups }, () => (shape.spread * random.normal()) / rms(z)),
  );
  const y = Float64Array.from({ length: n }, (_, i) => {
    let v = random.normal() + 3;
    X.forEach((x, j) => (v += (0.5 * j * x[i]) / rms(x)));
    Z.forEach((z, a) => (v += effects[a][codes[i]] * z[i]));
    return v;
  });
  const group = { name: 'g', levels: Array.from({ length: shape.groups }, (_, g) => `g${g}`), codes };
  let start = 0;
  const blocks = shape.terms.map((size, t) => {
    const columns = Z.slice(start, start + size);
    const names = columns.map((_, a) => (start + a === 0 ? '(Intercept)' : `x${start + a}`));
    start += size;
    return { group, name: t === 0 ? 'g' : `g.${t}`, Z: { names, columns } };
  });
  return {
    n,
    y,
    X: { names: X.map((_, j) => (j === 0 ? '(Intercept)' : `x${j}`)), columns: X },
    assign: Int32Array.from(X, (_, j) => j - 1),
    termLabels: X.slice(1).map((_, j) => `x${j + 1}`),
    random: blocks,
    offset: null,
    weights: null,
    formula: 'y ~ ...',
    responseName: 'y',
    droppedRows: 0,
    keptRows: null,
  };
}

function rms(x: Float64Array): number {
  return Math.sqrt(x.reduce((s, v) => s + v * v, 0) / x.length);
}
