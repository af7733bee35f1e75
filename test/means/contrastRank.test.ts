import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { multiply, symmetricEigen, transpose } from '../../src/linalg/dense';
import { contrastRank } from '../../src/means/contrastRank';
import { familyOf } from '../../src/means/families';
import type { Margins } from '../../src/means/types';
import { dense } from './support';

/** Functions of p coefficients with small whole numbers as weights, so that many depend on each other. */
const functions = fc
  .record({ k: fc.integer({ min: 2, max: 6 }), p: fc.integer({ min: 1, max: 5 }) })
  .chain(({ k, p }) =>
    fc
      .array(fc.integer({ min: -1, max: 1 }), { minLength: k * p, maxLength: k * p })
      .map((L) => ({ k, p, L: Float64Array.from(L) })),
  );

function marginsOf(k: number, L: Float64Array): Margins {
  const levels = Array.from({ length: k }, (_, i) => `l${i}`);
  return {
    factors: [{ name: 'f', levels, values: null }],
    by: [],
    rows: k,
    L,
    offset: new Float64Array(k),
    estimable: new Uint8Array(k).fill(1),
    determines: () => true,
    absent: new Uint8Array(k),
    notes: [],
  };
}

describe('the rank of contrasts', () => {
  test('is the number of eigenvalues that their cross-products have', () => {
    fc.assert(
      fc.property(
        functions,
        fc.constantFrom('pairwise', 'effects', 'identity', 'helmert'),
        ({ k, p, L }, name) => {
          const labels = Array.from({ length: k }, (_, i) => `l${i}`);
          const contrasts = familyOf(name).make({ labels, control: 0, reverse: false });
          const m = contrasts.length;
          const W = Float64Array.from(contrasts.flatMap((one) => dense(one, k)));
          const WL = multiply(W, L, m, k, p);
          const { values } = symmetricEigen(multiply(WL, transpose(WL, m, p), m, p, m), m);
          const rank = values.filter((value) => value > 1e-8).length;
          expect(contrastRank(contrasts, marginsOf(k, L), 0)).toBe(rank);
        },
      ),
      { numRuns: 2000 },
    );
  });

  test('counts none of whose weights only rounding is left', () => {
    const contrasts = familyOf('effects').make({ labels: ['a', 'b', 'c'], control: 0, reverse: false });
    expect(contrastRank(contrasts, marginsOf(3, Float64Array.of(0, 1, 1, 1, -1, 1)), 0)).toBe(1);
  });
});
