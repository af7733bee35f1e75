import type { SparseContrast } from '../../src/means/types';

/** The weights of all k means. */
export function dense({ places, weights }: SparseContrast, k: number): number[] {
  const all = Array.from({ length: k }, () => 0);
  places.forEach((place, i) => (all[place] += weights[i]));
  return all;
}
