/** The model as Python code for statsmodels. */

import { COMMON_FUNCTIONS, type Dialect, doubleQuoted, expressionIn, NoCounterpart } from './expressions';
import {
  isWithin,
  type ModelSketch,
  numerals,
  plainColumn,
  type SketchColumn,
  type SketchRandom,
  type SketchVariable,
  refuseListedOrder,
} from './sketch';

export function pythonCode(sketch: ModelSketch): string[] {
  const { columns, variables, frame, random } = sketch;
  if (frame.weights) throw new NoCounterpart('mixedlm has no prior weights');
  const dialect = dialectOf(columns);
  const renamed = columns.filter(({ name, id }) => name !== id);
  const derived = variables.filter(({ expr }) => expr.type !== 'name');
  const work = [
    `d = pd.read_csv("data.csv"${dtypesOf(sketch)})`,
    ...(renamed.length > 0
      ? [
          `d = d.rename(columns={${renamed.map(({ name, id }) => `${doubleQuoted(name)}: "${id}"`).join(', ')}})`,
        ]
      : []),
    ...derived.map((variable) => `d["${variable.id}"] = ${derivation(variable, dialect)}`),
    `d = d.dropna(subset=[${columns.map(({ id }) => `"${id}"`).join(', ')}])`,
    ...(frame.subset ? [`d = d[${expressionIn(dialect, frame.subset)}].copy()`] : []),
    ...offsetLines(sketch, dialect),
    ...(random.length > 0 ? mixedLines(sketch) : [`m = smf.ols(${fixedText(sketch)}, d).fit()`]),
    'print(m.summary())',
  ];
  const needsNumpy = work.some((line) => line.includes('np.'));
  return [
    ...(needsNumpy ? ['import numpy as np'] : []),
    'import pandas as pd',
    'import statsmodels.formula.api as smf',
    ...work,
  ];
}

function dialectOf(columns: readonly SketchColumn[]): Dialect {
  const functions = Object.entries({
    ...COMMON_FUNCTIONS,
    log2: 'log2',
    log1p: 'log1p',
    expm1: 'expm1',
    asin: 'arcsin',
    acos: 'arccos',
    atan: 'arctan',
    ceiling: 'ceil',
    trunc: 'trunc',
  }).map(([r, numpy]) => [r, `np.${numpy}`]);
  return {
    column: (name) => `d["${columns.find((one) => one.name === name)?.id ?? name}"]`,
    text: doubleQuoted,
    truth: (value) => (value ? 'True' : 'False'),
    power: '**',
    not: '~',
    functions: Object.fromEntries(functions) as Record<string, string>,
  };
}

function dtypesOf(sketch: ModelSketch): string {
  const types = numerals(sketch).map(({ name }) => `${doubleQuoted(name)}: str`);
  return types.length > 0 ? `, dtype={${types.join(', ')}}` : '';
}

function derivation(variable: SketchVariable, dialect: Dialect): string {
  const { kind, label, expr } = variable;
  if (kind === 'matrix') throw new NoCounterpart(`${label} has no counterpart; add its columns to the data`);
  if (kind === 'factor') return `d["${plainColumn(variable).id}"].astype("category")`;
  if (kind === 'scale') {
    const x = `d["${plainColumn(variable).id}"]`;
    return `(${x} - ${x}.mean()) / ${x}.std()`;
  }
  return expressionIn(dialect, expr);
}

function offsetLines({ offsets, response }: ModelSketch, dialect: Dialect): string[] {
  if (offsets.length === 0) return [];
  const sum = offsets.map((offset) => `(${expressionIn(dialect, offset)})`).join(' - ');
  return [`d["response_less_offset"] = d["${response.id}"] - ${sum}`];
}

function fixedText({ response, offsets, intercept, fixed }: ModelSketch): string {
  const left = offsets.length > 0 ? 'response_less_offset' : response.id;
  return `"${left} ~ ${sideOf(intercept, fixed).join(' + ')}"`;
}

function sideOf(intercept: boolean, terms: readonly (readonly SketchVariable[])[]): string[] {
  return [intercept ? '1' : '0', ...terms.map((term) => term.map(variableText).join(':'))];
}

/** A variable with its contrasts, in single quotes within the formula's double ones. */
function variableText(variable: SketchVariable): string {
  const { id, contrasts } = variable;
  if (contrasts === null) return id;
  refuseListedOrder(variable);
  if (contrasts.kind === 'treatment') {
    if (contrasts.base === undefined) return id;
    return `C(${id}, Treatment(reference='${contrasts.base.replace(/["'\\]/g, '\\$&')}'))`;
  }
  const coding = { sum: 'Sum', helmert: 'Helmert', poly: 'Poly' }[contrasts.kind];
  return `C(${id}, ${coding})`;
}

/**
 * mixedlm()'s default, BFGS, ends short of an optimum on the boundary (by 13 units of the log-likelihood in one case), or without
 * a result; Powell's method reaches it, but at its own tolerances stops some thousandths of a unit short of optima inside. With
 * these tolerances the 47 models tried in statsmodels 0.13.5, 12 of them on the boundary, all come within 1e-7 of the maximum.
 */
const SEARCH = 'method="powell", xtol=1e-6, ftol=1e-10';
const ON_BOUNDARY = [
  "# Powell's method finds a variance of zero too. statsmodels inverts the Hessian, which may not be possible there: should it stop",
  '# with "Singular matrix", leave out the random effect whose variance is zero, or a column that others determine.',
];

/**
 * One factor: its first term as random effects, further ones as variance components. Several: components within the groups
 * of the outermost factor, or, when none contains the others, within one group of all rows.
 */
function mixedLines(sketch: ModelSketch): string[] {
  const { random, method } = sketch;
  const outer = random.find(({ group }) => random.every((other) => isWithin(other.group, group)));
  const own = outer ? random.filter(({ group }) => sameGroup(group, outer.group)) : [];
  const components = random
    .filter((term) => term !== own[0])
    .map((term, i) => `"${componentName(term, i)}": "${componentText(term, outer?.group ?? [])}"`);
  const given = [
    fixedText(sketch),
    'd',
    `groups=${outer ? groupText(outer.group) : 'd["all_rows"]'}`,
    ...(own.length > 0 ? [`re_formula="${sideOf(own[0].intercept, own[0].terms).join(' + ')}"`] : []),
    ...(components.length > 0 ? [`vc_formula={${components.join(', ')}}`] : []),
  ];
  return [
    ...ON_BOUNDARY,
    ...(outer ? [] : ['d["all_rows"] = 1']),
    `m = smf.mixedlm(${given.join(', ')}).fit(reml=${method === 'REML' ? 'True' : 'False'}, ${SEARCH})`,
  ];
}

function sameGroup(a: readonly SketchVariable[], b: readonly SketchVariable[]): boolean {
  return isWithin(a, b) && isWithin(b, a);
}

function groupText(group: readonly SketchVariable[]): string {
  if (group.length === 1) return `d["${group[0].id}"]`;
  return group.map(({ id }) => `d["${id}"].astype(str)`).join(' + ":" + ');
}

/** A single variance: of an intercept or of one slope. */
function componentText(
  { intercept, terms, group, label }: SketchRandom,
  outer: readonly SketchVariable[],
): string {
  const isSlope =
    !intercept && terms.length === 1 && terms[0].every(({ kind }) => kind === 'number' || kind === 'scale');
  if (!isSlope && !(intercept && terms.length === 0))
    throw new NoCounterpart(`(${label}) would have to be a single variance beside the other random effects`);
  const factors = group.filter((variable) => !outer.includes(variable)).map(({ id }) => `C(${id})`);
  const slope = isSlope ? terms[0].map(({ id }) => id) : [];
  return factors.length + slope.length === 0 ? '1' : `0 + ${[...factors, ...slope].join(':')}`;
}

function componentName({ intercept, terms, group }: SketchRandom, i: number): string {
  const slope = intercept ? [] : terms.flatMap((term) => term.map(({ id }) => id));
  return [...group.map(({ id }) => id), ...slope].join('_') || String(i);
}
