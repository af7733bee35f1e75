import { expect } from 'vitest';
import type { LogLikelihood } from '../../../src/likelihood/logLikelihood';

const ORDERS = [1, 2, 3, 4];

/**
 * The derivative of f at 0 from central differences at four widths, Richardson's scheme to order 8; and how far it may
 * be off, from its last two rows.
 */
function differentiate(f: (h: number) => number, width: number): { slope: number; doubt: number } {
  const table = ORDERS.map((k) => {
    const h = width / 2 ** (k - 1);
    return [(f(h) - f(-h)) / (2 * h)];
  });
  for (let order = 1; order < table.length; order++)
    for (let k = order; k < table.length; k++)
      table[k][order] =
        table[k][order - 1] + (table[k][order - 1] - table[k - 1][order - 1]) / (4 ** order - 1);
  const last = table[table.length - 1];
  return { slope: last[3], doubt: Math.abs(last[3] - table[2][2]) };
}

/** Compares the exact gradient with differences of the value, the exact Hessian with differences of the gradient. */
export function expectDerivatives(likelihood: LogLikelihood, par: Float64Array, tolerance = 1e-7): void {
  const d = par.length;
  const { value, gradient, hessian } = likelihood.derivatives(par);
  expect(value).toBe(likelihood.value(par));
  for (let i = 0; i < d; i++) {
    const width = 1e-2 * Math.max(0.1, Math.abs(par[i]));
    const at = (h: number) => par.map((x, j) => (j === i ? x + h : x));
    const along = differentiate((h) => likelihood.value(at(h)), width);
    const scale = Math.max(1, Math.abs(value), Math.abs(along.slope));
    expect(Math.abs(gradient[i] - along.slope)).toBeLessThan(tolerance * scale + 10 * along.doubt);
    for (let j = 0; j < d; j++) {
      expect(hessian[i * d + j]).toBe(hessian[j * d + i]);
      const second = differentiate((h) => likelihood.derivatives(at(h)).gradient[j], width);
      const size = Math.max(1, Math.abs(gradient[j]), Math.abs(second.slope));
      expect(Math.abs(hessian[i * d + j] - second.slope)).toBeLessThan(tolerance * size + 10 * second.doubt);
    }
  }
}
