/** Round steps along an axis. */

/** The largest of 1, 2 and 5 times a power of ten that is not above x. */
export function roundStep(x: number): number {
  const power = 10 ** Math.floor(Math.log10(x));
  const share = x / power;
  return (share >= 5 ? 5 : share >= 2 ? 2 : 1) * power;
}

/** The nearest multiple of a round step, without the dust of the multiplication: 0.15, not 0.15000000000000002. */
export function onStep(value: number, step: number): number {
  const multiple = Math.round(value / step) * step;
  const decimals = Math.max(0, -Math.floor(Math.log10(step)));
  return decimals > 100 ? multiple : Number(multiple.toFixed(decimals));
}
