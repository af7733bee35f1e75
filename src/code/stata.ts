/** The model as Stata code for mixed. */

import { namesIn } from '../formula';
import { COMMON_FUNCTIONS, type Dialect, expressionIn, NoCounterpart } from './expressions';
import {
  isWithin,
  type ModelSketch,
  numerals,
  plainColumn,
  type SketchColumn,
  type SketchRandom,
  type SketchVariable,
} from './sketch';

export function stataCode(sketch: ModelSketch): string[] {
  const { columns, variables, frame, random, response } = sketch;
  if (frame.weights) throw new NoCounterpart('mixed has no prior weights');
  const dialect = dialectOf(columns);
  const computed = variables.filter(({ expr }) => expr.type !== 'name');
  const left = sketch.offsets.length > 0 ? 'response_less_offset' : response.id;
  const fixed = [left, ...sketch.fixed.map((term, i) => fixedTerm(term, sketch, i))].join(' ');
  const constant = sketch.intercept ? '' : ', noconstant';
  return [
    ...notes(sketch),
    'import delimited "data.csv", varnames(1) case(preserve) clear',
    ...columns.filter(({ name, id }) => name !== id).flatMap(renaming),
    ...numerals(sketch).map(({ id }) => `tostring ${id}, replace`),
    ...computed.map((variable) => derivation(variable, dialect)),
    ...(frame.subset ? [keeping(sketch, dialect)] : []),
    ...labelled(sketch).map((variable) => `egen ${codeOf(variable)} = group(${sourceOf(variable)}), label`),
    ...offsetLines(sketch, dialect),
    ...(random.length > 0
      ? mixedLines(sketch, `${fixed}${constant}`)
      : [`regress ${fixed}${constant}`, 'estat ic']),
  ];
}

function dialectOf(columns: readonly SketchColumn[]): Dialect {
  return {
    column: (name) => columns.find((one) => one.name === name)?.id ?? name,
    text: stataText,
    // As files have them: text.
    truth: (value) => (value ? '"TRUE"' : '"FALSE"'),
    power: '^',
    not: '!',
    functions: {
      ...COMMON_FUNCTIONS,
      asin: 'asin',
      acos: 'acos',
      atan: 'atan',
      ceiling: 'ceil',
      trunc: 'trunc',
    },
  };
}

/** Compound quotes where the text has quotes itself. */
function stataText(text: string): string {
  return text.includes('"') ? `\`"${text}"'` : `"${text}"`;
}

function notes({ columns, predictors }: ModelSketch): string[] {
  return [
    ...(columns.some(({ hasMissing }) => hasMissing)
      ? ['* missing values have to be empty in data.csv']
      : []),
    ...predictors.flatMap(({ contrasts, label }) =>
      contrasts === null || contrasts.kind === 'treatment'
        ? []
        : [
            `* ${label} has treatment contrasts here instead of ${contrasts.kind}: other coefficients, the same fit by ML`,
          ],
    ),
  ];
}

/** Stata keeps the header that is no name as the variable's label. */
function renaming({ name, id }: SketchColumn): string[] {
  return [
    'foreach v of varlist _all {',
    `    if \`"\`: variable label \`v''"' == ${stataText(name)} rename \`v' ${id}`,
    '}',
  ];
}

function derivation(variable: SketchVariable, dialect: Dialect): string {
  const { kind, label, expr, id } = variable;
  if (kind === 'matrix') throw new NoCounterpart(`${label} has no counterpart; add its columns to the data`);
  if (kind === 'factor') return `egen ${id} = group(${plainColumn(variable).id}), label`;
  if (kind === 'scale') return `egen double ${id} = std(${plainColumn(variable).id})`;
  const value = expressionIn(dialect, expr);
  if (kind !== 'boolean') return `generate double ${id} = ${value}`;
  // A missing value would be larger than any number.
  return `generate byte ${id} = ${value} if !missing(${namesOf(expr, dialect)})`;
}

function namesOf(expr: Parameters<typeof namesIn>[0], dialect: Dialect): string {
  return [...new Set(namesIn(expr).map(({ name }) => dialect.column(name)))].join(', ');
}

function keeping({ frame }: ModelSketch, dialect: Dialect): string {
  const subset = frame.subset!;
  return `keep if (${expressionIn(dialect, subset)}) & !missing(${namesOf(subset, dialect)})`;
}

function offsetLines({ offsets, response }: ModelSketch, dialect: Dialect): string[] {
  if (offsets.length === 0) return [];
  const sum = offsets.map((offset) => `(${expressionIn(dialect, offset)})`).join(' - ');
  return [`generate double response_less_offset = ${response.id} - ${sum}`];
}

/** Variables that need numbers for their levels: text, truth values, and interactions that group. */
function labelled({ predictors, groups }: ModelSketch): SketchVariable[] {
  return [...new Set([...predictors, ...groups])].filter(isLabel);
}

function isLabel({ kind }: SketchVariable): boolean {
  return kind === 'text' || kind === 'boolean';
}

function sourceOf({ id }: SketchVariable): string {
  return id;
}

function codeOf(variable: SketchVariable): string {
  return isLabel(variable) ? `${variable.id}_n` : variable.id;
}

function fixedTerm(term: readonly SketchVariable[], { intercept, fixed }: ModelSketch, i: number): string {
  const isFactorTerm = (one: readonly SketchVariable[]): boolean =>
    one.length === 1 && one[0].contrasts !== null;
  // Without an intercept the first factor has a coefficient for each of its levels.
  const isFull = !intercept && isFactorTerm(term) && fixed.findIndex(isFactorTerm) === i;
  const parts = term.map((variable) => {
    if (variable.contrasts === null) return term.length > 1 ? `c.${variable.id}` : variable.id;
    const base = variable.levels.indexOf(variable.contrasts.base ?? '');
    return `${isFull ? 'ibn' : base > 0 ? `ib${base + 1}` : 'i'}.${codeOf(variable)}`;
  });
  return parts.join('#');
}

function mixedLines(sketch: ModelSketch, fixed: string): string[] {
  const before: string[] = [];
  const factors = distinctGroups(sketch.random);
  const isNested = factors.every((group, i) => i === 0 || isWithin(group, factors[i - 1]));
  const equations = isNested
    ? nestedEquations(sketch.random, factors, before)
    : crossedEquations(sketch.random, factors, before);
  const method = sketch.method === 'REML' ? 'reml' : 'mle';
  const text = [`mixed ${fixed}`, ...equations].join(' ');
  const last = equations[equations.length - 1];
  return [...before, `${text}${last.includes(', ') ? ' ' : ', '}${method}`];
}

/** The grouping factors, outermost first. */
function distinctGroups(random: readonly SketchRandom[]): (readonly SketchVariable[])[] {
  const groups: (readonly SketchVariable[])[] = [];
  for (const { group } of random)
    if (!groups.some((known) => isWithin(known, group) && isWithin(group, known))) groups.push(group);
  return groups.sort((a, b) => a.length - b.length);
}

function nestedEquations(
  random: readonly SketchRandom[],
  factors: readonly (readonly SketchVariable[])[],
  before: string[],
): string[] {
  return factors.flatMap((factor, i) => {
    const added = i === 0 ? factor : factor.filter((variable) => !factors[i - 1].includes(variable));
    const level = levelName(added, before);
    return random
      .filter((term) => sameSet(term.group, factor))
      .map((term) => `|| ${level}: ${effects(term, before)}`.trimEnd());
  });
}

/** All factors but one as R. terms of one group of all rows: random intercepts only. */
function crossedEquations(
  random: readonly SketchRandom[],
  factors: readonly (readonly SketchVariable[])[],
  before: string[],
): string[] {
  const isSimple = (factor: readonly SketchVariable[]): boolean =>
    random
      .filter(({ group }) => sameSet(group, factor))
      .every(({ intercept, terms }) => intercept && terms.length === 0);
  const last = factors.find((factor) => !isSimple(factor)) ?? factors[factors.length - 1];
  const others = factors.filter((factor) => factor !== last);
  if (!others.every(isSimple))
    throw new NoCounterpart('of several crossed factors only one may have random slopes');
  const level = levelName(last, before);
  return [
    ...others.map((factor) => `|| _all: R.${levelName(factor, before)}`),
    ...random
      .filter(({ group }) => sameSet(group, last))
      .map((term) => `|| ${level}: ${effects(term, before)}`.trimEnd()),
  ];
}

function sameSet(a: readonly SketchVariable[], b: readonly SketchVariable[]): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

function levelName(group: readonly SketchVariable[], before: string[]): string {
  if (group.length === 1) return codeOf(group[0]);
  const name = group
    .map(({ id }) => id)
    .join('_x_')
    .slice(0, 32);
  const line = `egen ${name} = group(${group.map(codeOf).join(' ')})`;
  if (!before.includes(line)) before.push(line);
  return name;
}

/** Variables of a random-effects equation and its options. */
function effects({ intercept, terms, label }: SketchRandom, before: string[]): string {
  const names = terms.flatMap((term) => {
    if (term.length > 1) {
      if (term.some(({ contrasts }) => contrasts !== null))
        throw new NoCounterpart(`the interaction in (${label})`);
      const name = term
        .map(({ id }) => id)
        .join('_x_')
        .slice(0, 32);
      before.push(`generate double ${name} = ${term.map(({ id }) => id).join(' * ')}`);
      return [name];
    }
    return term[0].contrasts === null ? [term[0].id] : indicators(term[0], intercept, before);
  });
  const count = names.length + (intercept ? 1 : 0);
  const options = [...(intercept ? [] : ['noconstant']), ...(count > 1 ? ['covariance(unstructured)'] : [])];
  return [names.join(' '), options.length > 0 ? `, ${options.join(' ')}` : ''].join('').trimStart();
}

/** One column per level, without that of the first where there is an intercept. */
function indicators(variable: SketchVariable, intercept: boolean, before: string[]): string[] {
  const count = variable.kind === 'boolean' ? 2 : variable.levels.length;
  if (count === 0) throw new NoCounterpart(`the levels of ${variable.label} are not known`);
  const line = `quietly tabulate ${codeOf(variable)}, generate(${variable.id}_is_)`;
  if (!before.includes(line)) before.push(line);
  const all = Array.from({ length: count }, (_, i) => `${variable.id}_is_${i + 1}`);
  return intercept ? all.slice(1) : all;
}
