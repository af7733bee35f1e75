/** Minimization by comparing values only: slow, and as independent of derivatives as can be. */

/**
 * The simplex method of Nelder & Mead (1965), begun again at its own answer until that no longer helps.
 *
 * @param size of the first simplex along each axis
 */
export function nelderMead(f: (x: number[]) => number, start: readonly number[], size = 0.3): number {
  if (start.length === 0) return f([]);
  let best = { x: [...start], value: f([...start]) };
  for (let restart = 0; restart < 12; restart++) {
    const found = once(f, best.x, restart % 2 === 0 ? size : size / 10);
    const gain = best.value - found.value;
    if (gain > 0) best = found;
    if (restart > 1 && gain < 1e-10) break;
  }
  return best.value;
}

function once(f: (x: number[]) => number, start: readonly number[], size: number) {
  const n = start.length;
  let simplex = Array.from({ length: n + 1 }, (_, i) => {
    const x = start.map((v, j) => (i === j + 1 ? v + size : v));
    return { x, value: f(x) };
  });
  for (let step = 0; step < 1500; step++) {
    simplex.sort((a, b) => a.value - b.value);
    const worst = simplex[n];
    if (worst.value - simplex[0].value < 1e-12) break;
    const centre = start.map((_, j) => simplex.slice(0, n).reduce((s, { x }) => s + x[j], 0) / n);
    const along = (t: number) => {
      const x = centre.map((c, j) => c + t * (worst.x[j] - c));
      return { x, value: f(x) };
    };
    const reflected = along(-1);
    if (reflected.value < simplex[0].value) {
      const further = along(-2);
      simplex[n] = further.value < reflected.value ? further : reflected;
    } else if (reflected.value < simplex[n - 1].value) simplex[n] = reflected;
    else {
      const inside = along(reflected.value < worst.value ? -0.5 : 0.5);
      if (inside.value < Math.min(worst.value, reflected.value)) simplex[n] = inside;
      else
        simplex = simplex.map(({ x, value }, i) => {
          if (i === 0) return { x, value };
          const halfway = x.map((v, j) => 0.5 * (v + simplex[0].x[j]));
          return { x: halfway, value: f(halfway) };
        });
    }
  }
  return simplex.reduce((a, b) => (b.value < a.value ? b : a));
}
