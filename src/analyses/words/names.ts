/** Names of terms, levels and effects as people write them: `Days²`, `incongruent − congruent`, `slope of Days`. */

import { termCodings } from '../../design';
import type { FrameVariable } from '../../design/frameTypes';
import { plainNames } from '../../formula';
import type { Terms } from '../../formula/ast';
import { MINUS } from '../../layout/spoken';

const SUPERSCRIPTS: Readonly<Record<string, string>> = { 2: '²', 3: '³' };

/** What curves of one column are called. */
const CURVES: readonly (readonly [RegExp, string])[] = [
  [/^poly\((`[^`]+`|[\w.]+), (?:degree = )?(\d+)\)$/, '$1 (polynomial of degree $2)'],
  [/^ns\((`[^`]+`|[\w.]+)(?:, [^()]*)?\)$/, '$1 (natural spline)'],
  [/^bs\((`[^`]+`|[\w.]+)(?:, [^()]*)?\)$/, '$1 (spline)'],
];

/**
 * A variable as people read it: `I(Days^2)` is Days², `factor(dose)` is dose, `ns(Days, 3)` is Days (natural spline), names lose
 * their backquotes.
 */
export function variableWords(label: string): string {
  const words = CURVES.reduce((words, [form, name]) => words.replace(form, name), label)
    .replace(/^(?:as\.)?(?:factor|ordered)\(([^(),]+)\)$/, '$1')
    .replace(
      /^I\((`[^`]+`|[^`^()\s]+)\^([23])\)$/,
      (_, base: string, power: string) => base + SUPERSCRIPTS[power],
    );
  return plainNames(words);
}

/** A level by itself, or with the name of its variable where it is a number, which says nothing alone. */
export function levelWords(variable: string, level: string): string {
  return /^[-\d.,\s]+$/.test(level) ? `${variable} ${level}` : level;
}

export function difference(level: string, other: string): string {
  return `${level} ${MINUS} ${other}`;
}

/** Plural of a name that looks like an English word: Subjects, Batches; `Groups of batch:cask` of any other. */
export function groupsOf(group: string): string {
  const name = plainNames(group);
  if (!/^[A-Za-z]{2,}[a-rt-z]$/.test(name)) return `Groups of ${name}`;
  if (/(?:[sc]h|x)$/.test(name)) return `${name}es`;
  return /[^aeiou]y$/.test(name) ? `${name.slice(0, -1)}ies` : `${name}s`;
}

/** A column of a linear predictor. */
export interface ColumnWords {
  /** Number of its term; −1 for the intercept. */
  readonly term: number;
  readonly words: string;
}

/** The columns in their order (`design/termColumns.ts`). */
export function columnWords(terms: Terms, lookup: (label: string) => FrameVariable): ColumnWords[] {
  const variables = terms.variables.map(({ label }) => lookup(label));
  const codings = termCodings(
    terms,
    variables.map(({ kind }) => kind === 'factor'),
  );
  const columns = terms.terms.flatMap((term, t) => {
    const pieces = term.variables.map((v, i) => piecesOf(variables[v], codings[t][i] === 'dummies'));
    return productsOf(pieces).map((parts): ColumnWords => ({ term: t, words: effectWords(parts) }));
  });
  return terms.intercept ? [{ term: -1, words: levelAtReference(variables) }, ...columns] : columns;
}

interface Piece {
  readonly kind: 'slope' | 'difference' | 'level';
  readonly variable: string;
  readonly words: string;
}

function piecesOf(variable: FrameVariable, isDummies: boolean): Piece[] {
  const name = variableWords(variable.label);
  switch (variable.kind) {
    case 'number':
      return [{ kind: 'slope', variable: name, words: name }];
    case 'matrix':
      return variable.names.map((column) => ({ kind: 'slope', variable: name, words: `${name} ${column}` }));
    case 'factor': {
      const { levels, contrasts } = variable;
      const words = levels.map((level) => levelWords(name, level));
      if (isDummies) return words.map((level) => ({ kind: 'level', variable: name, words: level }));
      if (contrasts)
        return contrasts.names.map((one) => ({
          kind: 'difference',
          variable: name,
          words: `contrast ${one}`,
        }));
      const [first, ...others] = words;
      return others.map((level) => ({ kind: 'difference', variable: name, words: difference(level, first) }));
    }
  }
}

/** The first variable changes fastest. */
function productsOf(pieces: readonly (readonly Piece[])[]): Piece[][] {
  const [first, ...rest] = pieces;
  return rest.reduce<Piece[][]>(
    (products, next) => next.flatMap((piece) => products.map((product) => [...product, piece])),
    first.map((piece) => [piece]),
  );
}

function effectWords(parts: readonly Piece[]): string {
  const [{ kind, variable, words }] = parts;
  if (parts.length > 1)
    return `effect of ${parts.map((part) => (part.kind === 'slope' ? part.words : `${part.variable} (${part.words})`)).join(' × ')}`;
  if (kind === 'slope') return `slope of ${words}`;
  return kind === 'level' ? `level for ${words}` : `effect of ${variable} (${words})`;
}

/** What the intercept is the level at: numbers at 0, factors at the level that others are compared with. */
function levelAtReference(variables: readonly FrameVariable[]): string {
  const numbers = variables.flatMap((one) => (one.kind === 'number' ? [variableWords(one.label)] : []));
  const levels = variables.flatMap((one) =>
    one.kind === 'factor' && !one.contrasts ? [levelWords(variableWords(one.label), one.levels[0])] : [],
  );
  const atZero =
    numbers.length === 0 ? '' : ` where ${numbers.join(' and ')} ${numbers.length === 1 ? 'is' : 'are'} 0`;
  return `level${levels.length === 0 ? '' : ` for ${levels.join(', ')}`}${atZero}`;
}
