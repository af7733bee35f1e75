/**
 * Contrast matrices of a factor, as R's contr.treatment, contr.sum, contr.helmert and contr.poly
 * (Chambers & Hastie 1992, Statistical Models in S, section 2.3.2).
 */

import { CellmerError } from '../errors';
import { orthogonalPolynomials } from './polynomial';

export type ContrastKind = 'treatment' | 'sum' | 'helmert' | 'poly';

export const CONTRAST_KINDS: readonly ContrastKind[] = ['treatment', 'sum', 'helmert', 'poly'];

/** Contrasts somebody chose; `base` is the level that treatment contrasts compare with, by default the first. */
export interface ContrastChoice {
  readonly kind: ContrastKind;
  readonly base?: string;
}

/** One column per contrast, with an entry for each level. */
export interface Contrasts {
  /** What is appended to the factor's name. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/**
 * The contrasts of a factor with these levels; null for treatment contrasts against the first level, whose columns are
 * those of the levels themselves.
 *
 * Throws CellmerError `option` for a base that is no level.
 *
 * @param levels at least two
 * @param label the factor, for messages
 */
export function contrastsOf(
  { kind, base }: ContrastChoice,
  levels: readonly string[],
  label: string,
): Contrasts | null {
  switch (kind) {
    case 'treatment':
      return base === undefined ? null : treatment(levels, base, label);
    case 'sum':
      return sum(levels.length);
    case 'helmert':
      return helmert(levels.length);
    case 'poly':
      return polynomial(levels.length);
  }
}

function treatment(levels: readonly string[], base: string, label: string): Contrasts | null {
  const at = levels.indexOf(base);
  if (at < 0)
    throw new CellmerError(
      'option',
      `the contrasts of ${label} compare with "${base}", which is not one of its levels: ${levels.join(', ')}`,
    );
  if (at === 0) return null;
  const others = levels.map((_, level) => level).filter((level) => level !== at);
  return {
    names: others.map((level) => levels[level]),
    columns: others.map((other) => Float64Array.from(levels, (_, level) => (level === other ? 1 : 0))),
  };
}

/** Each level but the last against the mean of all. */
function sum(count: number): Contrasts {
  return numbered(count, (contrast, level) => (level === count - 1 ? -1 : level === contrast ? 1 : 0));
}

/** Each level but the first against the mean of those before it. */
function helmert(count: number): Contrasts {
  return numbered(count, (contrast, level) =>
    level <= contrast ? -1 : level === contrast + 1 ? contrast + 1 : 0,
  );
}

function numbered(count: number, entry: (contrast: number, level: number) => number): Contrasts {
  const contrasts = Array.from({ length: count - 1 }, (_, contrast) => contrast);
  return {
    names: contrasts.map((contrast) => String(contrast + 1)),
    columns: contrasts.map((contrast) =>
      Float64Array.from({ length: count }, (_, level) => entry(contrast, level)),
    ),
  };
}

/** Orthogonal polynomials over equally spaced levels. */
function polynomial(count: number): Contrasts {
  const { columns } = orthogonalPolynomials(
    Float64Array.from({ length: count }, (_, level) => level + 1),
    count - 1,
  );
  return { names: columns.map((_, c) => ['.L', '.Q', '.C'][c] ?? `^${c + 1}`), columns };
}
