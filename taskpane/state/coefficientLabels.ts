/** Coefficients by what they say: `condition: incongruent − congruent` in place of `conditionincongruent`. */

import { expandTerms, factorOf, namesIn, parseFormula, type FitResult, type Terms } from '../../src/index';
import { termName, text } from '../text';
import type { ColumnSummary } from './columns';
import type { ModelOptions } from './modelOptions';
import { partsOf } from './form';

/** A factor of the model as its formula has it, and the levels that it can have. */
interface Factor {
  readonly label: string;
  readonly levels: ReadonlySet<string>;
}

/** A factor of a coefficient and which of its levels; null for a part that is no level of a factor. */
type Part = { readonly factor: Factor; readonly level: string } | null;

interface Coefficient {
  readonly parts: readonly string[];
  readonly read: readonly Part[];
  /** What it shares with the other coefficients of its term. */
  readonly term: string;
}

/**
 * What to call the columns of one linear predictor, by their names. Which level others are compared with is the one without a column of
 * its own; where that is not exactly one, or where contrasts are other than those of treatments, a name stays as it is.
 *
 * @param names all columns of the predictor, dropped ones too
 */
export function coefficientLabels(
  names: readonly string[],
  factors: readonly Factor[],
): (name: string) => string {
  const known = new Map(names.map((name) => [name, readName(name, factors)]));
  const all = [...known.values()];
  return (name) => {
    const found = known.get(name);
    if (name === INTERCEPT) return text.results.intercept;
    if (!found) return termName(name);
    const siblings = all.filter(({ term }) => term === found.term);
    const words = found.parts.map((part, i) => partWords(part, found.read[i], siblings, i));
    return words.includes(null) ? termName(name) : words.join(text.results.product);
  };
}

const INTERCEPT = '(Intercept)';

function readName(name: string, factors: readonly Factor[]): Coefficient {
  const parts = partsOf(name);
  const read = parts.map((part): Part => {
    for (const factor of factors) {
      const level = part.slice(factor.label.length);
      if (part.startsWith(factor.label) && factor.levels.has(level)) return { factor, level };
    }
    return null;
  });
  const term = JSON.stringify(parts.map((part, i) => read[i]?.factor.label ?? part));
  return { parts, read, term };
}

/** What the rows of a term are about alone. */
export interface HeldAt {
  readonly of: string;
  readonly at: readonly string[];
}

/**
 * Of terms that stand in an interaction, where their own rows hold: at the level of the other factor that its others are compared with,
 * or where the other number is 0. Terms of which that cannot be told are left out.
 *
 * @param names all columns of the fixed effects, dropped ones too
 * @param numbers columns of numbers, as formulas have them
 */
export function heldAt(
  names: readonly string[],
  factors: readonly Factor[],
  numbers: ReadonlySet<string>,
): HeldAt[] {
  const rows = names.filter((name) => name !== INTERCEPT).map((name) => readName(name, factors));
  const byTerm = new Map(
    rows.map(({ term, parts, read }) => [term, parts.map((part, i) => read[i]?.factor.label ?? part)]),
  );
  const terms = [...byTerm.values()];
  const base = (variable: string): string | null => {
    if (numbers.has(variable)) return text.results.whereZero(termName(variable));
    const levels = factors.find(({ label }) => label === variable)?.levels ?? [];
    const own = rows.filter(({ parts }) => parts.length === 1).map(({ read: [part] }) => part);
    const coded = own.flatMap((part) => (part?.factor.label === variable ? [part.level] : []));
    const others = [...levels].filter((level) => !coded.includes(level));
    return others.length === 1 ? text.results.whereLevel(termName(variable), others[0]) : null;
  };
  return terms.flatMap((own) => {
    const larger = terms.filter((term) => term.length > own.length && own.every((one) => term.includes(one)));
    const others = new Set(larger.flat().filter((one) => !own.includes(one)));
    const at = [...others].map(base);
    const isKnown = [...own].every((one) => base(one) !== null) && !at.includes(null);
    const of = own.map(termName).join(text.results.product);
    return at.length === 0 || !isKnown ? [] : [{ of, at: at as string[] }];
  });
}

/** null for a level that is compared with nobody knows which. */
function partWords(name: string, part: Part, siblings: readonly Coefficient[], at: number): string | null {
  if (part === null) return termName(name);
  const { factor, level } = part;
  const taken = new Set(siblings.map(({ read }) => read[at]?.level));
  const others = [...factor.levels].filter((one) => !taken.has(one));
  const variable = termName(factor.label);
  if (others.length === 0) return text.results.levelOf(variable, level);
  return others.length === 1 ? text.results.differenceOf(variable, level, others[0]) : null;
}

/** The factors of a formula whose columns say a level each: none where contrasts are of another kind. */
export function factorsOf(
  formula: string,
  columns: readonly ColumnSummary[],
  contrasts: ModelOptions['contrasts'],
): Factor[] {
  if (contrasts.all !== 'treatment') return [];
  const names = columns.map(({ name }) => name);
  const { fixed, random } = expandTerms(parseFormula(formula, { columnNames: names }), names);
  const variables = [fixed, ...random.map(({ terms }) => terms)].flatMap((terms) => terms.variables);
  const factors = new Map<string, Factor>();
  for (const variable of variables) {
    const levels = levelsOf(variable, columns);
    const own = namesIn(variable.expr)[0]?.name ?? '';
    const isTreatment = (contrasts.factors[own]?.kind ?? 'treatment') === 'treatment';
    if (levels && isTreatment)
      factors.set(variable.label, { label: variable.label, levels: new Set(levels) });
  }
  return [...factors.values()];
}

/** Functions that make groups of a column and leave its levels what they are. */
const GROUPING: readonly string[] = ['factor', 'as.factor', 'relevel'];

function levelsOf(
  { expr }: Terms['variables'][number],
  columns: readonly ColumnSummary[],
): readonly string[] | null {
  const makesGroups = expr.type === 'call' && GROUPING.includes(expr.name);
  const [first] = namesIn(expr);
  const column = columns.find(({ name }) => name === first?.name)?.column;
  if (!column || !(makesGroups || (expr.type === 'name' && column.kind === 'factor'))) return null;
  return factorOf(column).levels;
}

/** The names of all columns of the fixed effects, dropped ones too. */
export function fixedNames({ fixedEffects, droppedColumns }: FitResult): string[] {
  return [...fixedEffects.map(({ term }) => term), ...droppedColumns];
}
