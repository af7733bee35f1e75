/** Rounding as R does it since version 4.0.0. */

/** Nearest whole number; a half goes to the even neighbour. */
function roundHalfEven(x: number): number {
  const below = Math.floor(x);
  const above = x - below;
  if (above !== 0.5) return above < 0.5 ? below : below + 1;
  return below % 2 === 0 ? below : below + 1;
}

/** Decimal digits of a double that are always right. */
const DIGITS = 15;

/**
 * R's round(x, digits): of the two decimal numbers around `x` the nearer one as doubles go, and at a tie the one whose
 * last digit is even (nmath/fround.c, private_rint and the "long double free" algorithm of R 4.0.0).
 *
 * @param digits whole number; negative digits round to tens, hundreds, ...
 */
export function roundDigits(x: number, digits: number): number {
  if (!Number.isFinite(x) || x === 0) return x;
  // Nothing to round: x has no more digits than that.
  if (digits > DIGITS - 1 - Math.floor(Math.log10(Math.abs(x)))) return x;
  if (digits === 0) return roundHalfEven(x);
  const power = 10 ** Math.abs(digits);
  const scaled = digits > 0 ? power * x : x / power;
  const unscale = (v: number): number => (digits > 0 ? v / power : v * power);
  const low = Math.floor(scaled);
  const below = unscale(low);
  const above = unscale(Math.ceil(scaled));
  const excess = x - below - (above - x);
  if (excess === 0) return low % 2 === 0 ? below : above;
  return excess < 0 ? below : above;
}
