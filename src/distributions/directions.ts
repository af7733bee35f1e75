/**
 * Directions in space that are spread evenly: points of a lattice in the cube, taken to the sphere.
 *
 * The squares of the coordinates of a random direction, summed in pairs, are spread as the pieces of a stick that is broken at random,
 * and within each pair the angle is uniform, so that a cube of one dimension less is mapped in closed form. In three dimensions the
 * first coordinate is uniform (Archimedes); more odd dimensions are one less than even ones.
 */

import { dot } from '../linalg/columns';
import * as normal from './normal';

/** For each dimension of a lattice, so many generators are tried. */
const TRIED = 40;
const GOLDEN = (Math.sqrt(5) - 1) / 2;

/** The dimension of the cube from which the sphere in `d` dimensions is mapped. */
function cubeDimension(d: number): number {
  if (d <= 1) return 0;
  return d === 3 ? 2 : 2 * Math.ceil(d / 2) - 1;
}

/**
 * Calls `visit` with each of `points` unit vectors of length d, always the same array.
 *
 * @param points a prime
 * @param shift in [0, 1): by how much of a step of its own each coordinate of the lattice is moved
 */
export function eachDirection(
  d: number,
  points: number,
  shift: number,
  visit: (v: Float64Array) => void,
): void {
  const v = new Float64Array(2 * Math.ceil(d / 2));
  const generators = latticeGenerators(cubeDimension(d), points);
  const u = new Float64Array(generators.length);
  for (let k = 0; k < points; k++) {
    for (let l = 0; l < u.length; l++)
      u[l] =
        (((k * generators[l]) % points) / points +
          (l === 0 ? shift / points : (shift * (l + 1) * GOLDEN) % 1)) %
        1;
    if (d === 1) v[0] = 1;
    else if (d === 3) ofThree(u, v);
    else ofPairs(d, u, v);
    visit(v);
  }
}

/**
 * `count` unit vectors of length d, by chance but at right angles to each other, d at a time: of many dimensions, which are more than a
 * lattice of so few points can tell apart, they are spread more evenly than by chance alone.
 *
 * @param next numbers in (0, 1)
 */
export function orthogonalDirections(d: number, count: number, next: () => number): Float64Array[] {
  const found: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const u = Float64Array.from({ length: d }, () => normal.quantile(next()));
    for (const one of found.slice(k - (k % d))) {
      const share = dot(one, u);
      for (let l = 0; l < d; l++) u[l] -= share * one[l];
    }
    const length = Math.sqrt(dot(u, u));
    found.push(u.map((x) => x / length));
  }
  return found;
}

/** Makes a function on the cube continuous across its edges. */
const tent = (u: number): number => 1 - Math.abs(2 * u - 1);

function ofThree(u: Float64Array, v: Float64Array): void {
  const height = 2 * tent(u[0]) - 1;
  const radius = Math.sqrt(1 - height * height);
  v[0] = height;
  v[1] = radius * Math.cos(2 * Math.PI * u[1]);
  v[2] = radius * Math.sin(2 * Math.PI * u[1]);
}

function ofPairs(d: number, u: Float64Array, v: Float64Array): void {
  const pairs = v.length / 2;
  let rest = 1;
  for (let l = 0; l < pairs; l++) {
    const left = l === pairs - 1 ? 0 : tent(u[pairs + l]) ** (1 / (pairs - 1 - l));
    const radius = Math.sqrt(rest * (1 - left));
    rest *= left;
    v[2 * l] = radius * Math.cos(2 * Math.PI * u[l]);
    v[2 * l + 1] = radius * Math.sin(2 * Math.PI * u[l]);
  }
  if (d === v.length) return;
  const inside = Math.sqrt(1 - v[d] ** 2);
  for (let l = 0; l < d; l++) v[l] /= inside;
}

/**
 * Generators of a good lattice, one dimension after the other: of each the candidate with the least mean squared error over functions
 * with square-integrable mixed derivatives (Sloan & Reztsov 2002, Math. Comp. 71, 263-273).
 */
function latticeGenerators(dimension: number, points: number): number[] {
  const products = new Float64Array(points).fill(1);
  // Bernoulli's polynomial of degree two, periodic
  const kernel = Float64Array.from({ length: points }, (_, i) => {
    const x = i / points;
    return 1 + 2 * Math.PI ** 2 * (x * x - x + 1 / 6);
  });
  const found: number[] = [];
  for (let d = 0; d < dimension; d++) {
    const candidates = Array.from({ length: d === 0 ? 1 : TRIED }, (_, c) =>
      d === 0 ? 1 : Math.floor(((((c + 1) * GOLDEN + d * Math.SQRT2) % 1) * points) / 2) + 1,
    );
    const errors = candidates.map((c) => {
      let sum = 0;
      for (let i = 0; i < points; i++) sum += products[i] * kernel[(i * c) % points];
      return sum;
    });
    const best = candidates[errors.indexOf(Math.min(...errors))];
    for (let i = 0; i < points; i++) products[i] *= kernel[(i * best) % points];
    found.push(best);
  }
  return found;
}
