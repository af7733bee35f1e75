/**
 * Spline bases of a column, as R's splines::bs() and splines::ns().
 *
 * B-splines by the recursion of de Boor and Cox (de Boor 1978, A Practical Guide to Splines, ch. 10). Natural splines are those
 * cubic ones whose second derivative is zero at the boundary knots; R takes the basis of their space that a QR decomposition of
 * the two conditions leaves, and so do we. Beyond the boundary bs() goes on with the polynomial of the last piece, ns()
 * with its tangent.
 */

import type { SplineBasis } from './basis';

/**
 * One array per column of the basis; missing stays missing.
 *
 * @param derivative 1 for the derivatives of the columns by x, NaN at a knot where the splines have a kink
 */
export function splinesAt(x: Float64Array, basis: SplineBasis, derivative: 0 | 1 = 0): Float64Array[] {
  const rowAt = basis.natural ? naturalRow(basis) : cubicRow(basis);
  const first = rowAt(basis.boundary[0], 0);
  const columns = Array.from(first, () => new Float64Array(x.length).fill(NaN));
  for (let i = 0; i < x.length; i++) {
    if (x[i] !== x[i] || smoothnessAt(x[i], basis) < derivative) continue;
    const row = rowAt(x[i], derivative);
    for (let j = 0; j < row.length; j++) columns[j][i] = row[j];
  }
  return columns;
}

/** How many derivatives at x are continuous: fewer the more knots stand there. */
function smoothnessAt(x: number, { degree, knots }: SplineBasis): number {
  const there = knots.filter((knot) => knot === x).length;
  return there === 0 ? Infinity : Math.max(0, degree - there);
}

/** All columns at x, or their derivatives. */
type RowAt = (x: number, derivative: 0 | 1) => Float64Array;

function cubicRow({ degree, intercept, ...basis }: SplineBasis): RowAt {
  const t = allKnots(basis, degree);
  return (x, derivative) => row(t, degree, x, spanOf(t, degree, x), derivative).subarray(intercept ? 0 : 1);
}

function naturalRow({ degree, intercept, boundary, knots }: SplineBasis): RowAt {
  const t = allKnots({ boundary, knots }, degree);
  const from = intercept ? 0 : 1;
  const at = (x: number, derivative: number): Float64Array =>
    row(t, degree, x, spanOf(t, degree, x), derivative);
  const conditions = boundary.map((b) => at(b, 2).slice(from));
  const reflect = reflections(conditions);
  const ends = boundary.map((b) => ({ value: at(b, 0), slope: at(b, 1) }));
  const beyond = (x: number, side: 0 | 1, derivative: 0 | 1): Float64Array => {
    const { value, slope } = ends[side];
    return derivative === 1 ? slope : value.map((v, j) => v + (x - boundary[side]) * slope[j]);
  };
  return (x, derivative) => {
    const side = x < boundary[0] ? 0 : x > boundary[1] ? 1 : null;
    const values = side === null ? at(x, derivative) : beyond(x, side, derivative);
    return reflect(values.slice(from)).subarray(conditions.length);
  };
}

/** The boundary knots degree + 1 times each, and the inner ones between them. */
function allKnots(
  { boundary: [low, high], knots }: Pick<SplineBasis, 'boundary' | 'knots'>,
  degree: number,
): Float64Array {
  const ends = degree + 1;
  return Float64Array.of(
    ...new Array<number>(ends).fill(low),
    ...knots,
    ...new Array<number>(ends).fill(high),
  );
}

/** The last i with t_i ≤ x whose piece is not empty; beyond the boundary the piece there. */
function spanOf(t: Float64Array, degree: number, x: number): number {
  const last = t.length - degree - 2;
  let i = last;
  while (i > degree && (x < t[i] || t[i] === t[i + 1])) i--;
  while (i < last && t[i] === t[i + 1]) i++;
  return i;
}

/** All t.length − degree − 1 B-splines at x, or a derivative of them, by the polynomials of one piece. */
function row(t: Float64Array, degree: number, x: number, span: number, derivative: number): Float64Array {
  const count = t.length - degree - 1;
  const out = new Float64Array(count);
  if (derivative > 0) {
    const lower = row(t, degree - 1, x, span, derivative - 1);
    const share = (j: number): number => {
      const width = t[j + degree] - t[j];
      return width > 0 ? lower[j] / width : 0;
    };
    for (let j = 0; j < count; j++) out[j] = degree * (share(j) - share(j + 1));
    return out;
  }
  const first = span - degree;
  out[span] = 1;
  for (let d = 1; d <= degree; d++)
    for (let j = Math.max(first, span - d); j <= span; j++) {
      const left = j > span - d ? (out[j] * (x - t[j])) / (t[j + d] - t[j]) : 0;
      const right = j < span ? (out[j + 1] * (t[j + d + 1] - x)) / (t[j + d + 1] - t[j + 1]) : 0;
      out[j] = left + right;
    }
  return out;
}

/** Householder reflections that make the given vectors upper triangular, applied to a vector: Qᵀv as LINPACK has it. */
function reflections(vectors: readonly Float64Array[]): (v: Float64Array) => Float64Array {
  const units: { readonly u: Float64Array; readonly l: number }[] = [];
  const apply = (v: Float64Array): Float64Array => {
    for (const { u, l } of units) {
      let t = 0;
      for (let i = l; i < v.length; i++) t -= u[i] * v[i];
      t /= u[l];
      for (let i = l; i < v.length; i++) v[i] += t * u[i];
    }
    return v;
  };
  vectors.forEach((vector, l) => {
    const u = apply(vector.slice());
    const norm = Math.hypot(...u.subarray(l)) * (u[l] < 0 ? -1 : 1);
    for (let i = l; i < u.length; i++) u[i] /= norm;
    u[l] += 1;
    units.push({ u, l });
  });
  return apply;
}
