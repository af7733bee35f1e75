/**
 * Sums over the groups from which value, gradient and Hessian of the profiled criterion are put together.
 *
 * One flat array, so that a block of groups is summed on its own and then added: with packed symmetric k×k arrays of
 * kk = k(k+1)/2 entries (index i for K_i, S = s·sᵀ, B = A·M⁻¹·Aᵀ), H = R_X⁻¹·Aᵀ (p×k):
 *
 *   SK, SS, SB   Σ K, Σ S, Σ B                                   kk each
 *   KK, KS, KB   Σ K_i·K_j, Σ K_i·S_j, Σ K_i·B_j                 kk×kk each
 *   f            Σ H·E_i·s                                       kk×p
 *   F            Σ H·E_i·Hᵀ, packed lower triangle               kk×p(p+1)/2
 *
 * E_i is the symmetric unit matrix of entry i: e_a·e_bᵀ + e_b·e_aᵀ, or e_a·e_aᵀ.
 */

export interface AccumulatorLayout {
  readonly kk: number;
  readonly pp: number;
  readonly SK: number;
  readonly SS: number;
  readonly SB: number;
  readonly KK: number;
  readonly KS: number;
  readonly KB: number;
  readonly f: number;
  readonly F: number;
  readonly length: number;
}

export function accumulatorLayout(k: number, p: number): AccumulatorLayout {
  const kk = (k * (k + 1)) / 2;
  const pp = (p * (p + 1)) / 2;
  const KK = 3 * kk;
  const f = KK + 3 * kk * kk;
  const F = f + kk * p;
  return {
    kk,
    pp,
    SK: 0,
    SS: kk,
    SB: 2 * kk,
    KK,
    KS: KK + kk * kk,
    KB: KK + 2 * kk * kk,
    f,
    F,
    length: F + kk * pp,
  };
}
