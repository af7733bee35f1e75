/** What all languages need to know of a model: its columns and variables under names that every language can read. */

import { CellmerError } from '../errors';
import { hasCombinedGroups, isPredefined, namesIn, parseFormula, printFormula } from '../formula';
import type { Expr, ModelTerms, RandomTerm, Term, Terms, Variable } from '../formula/ast';
import type { Column, FactorColumn } from '../table/types';
import type { ContrastChoice, FrameOptions } from '../design';
import type { Method } from '../model/request';
import type { ModelInput } from '../model/input';
import { NoCounterpart } from './expressions';

export interface SketchColumn {
  readonly name: string;
  /** Letters, digits and underscores, unique whatever the case: the name where `name` itself cannot stand. */
  readonly id: string;
  readonly kind: 'number' | 'text' | 'boolean';
  /** Of text: the levels, and whether they stand in an order that was asked for. */
  readonly levels: readonly string[];
  readonly order?: FactorColumn['order'];
  /** Text that a file would be read as numbers from. */
  readonly looksNumeric: boolean;
  readonly hasMissing: boolean;
}

export type VariableKind = 'number' | 'text' | 'boolean' | 'factor' | 'scale' | 'matrix';

/** A variable of the formula: a column, or computed from columns. */
export interface SketchVariable {
  readonly label: string;
  readonly id: string;
  readonly kind: VariableKind;
  readonly expr: Expr;
  /** The column that it is, or that `factor()` and `scale()` are taken of; null for other expressions. */
  readonly column: SketchColumn | null;
  /** Of labels; null for numbers. */
  readonly contrasts: ContrastChoice | null;
  /** Whether they were chosen for this variable by name. */
  readonly hasOwnContrasts: boolean;
  readonly levels: readonly string[];
}

/** One `(terms | group)`; several on one factor are independent. */
export interface SketchRandom {
  readonly intercept: boolean;
  /** Products of variables. */
  readonly terms: readonly (readonly SketchVariable[])[];
  readonly group: readonly SketchVariable[];
  readonly label: string;
}

export interface ModelSketch {
  readonly hasHeaders: boolean;
  readonly method: Method;
  readonly start: readonly number[] | null;
  /** The formula as R reads it. */
  readonly formula: string;
  readonly response: SketchVariable;
  readonly intercept: boolean;
  readonly fixed: readonly (readonly SketchVariable[])[];
  readonly random: readonly SketchRandom[];
  /** Of the formula and of the options together. */
  readonly offsets: readonly Expr[];
  readonly frame: FrameOptions;
  /** Columns of the data that are used, in order of first appearance. */
  readonly columns: readonly SketchColumn[];
  /** All variables, each once; those among the fixed or random effects; those that group. */
  readonly variables: readonly SketchVariable[];
  readonly predictors: readonly SketchVariable[];
  readonly groups: readonly SketchVariable[];
}

export function sketchOf({ table, terms, frame, options }: ModelInput): ModelSketch {
  if (terms.response === null)
    throw new CellmerError('model', 'the formula has no response: write it before ~');
  const extra = [frame.weights, frame.offset, frame.subset].flatMap((expr) => (expr ? namesIn(expr) : []));
  const names = new Set([...terms.columnNames, ...extra.map(({ name }) => name)]);
  const ids = new Identifiers();
  const columns = [...names].flatMap((name) => {
    const column = table.columns.get(name);
    return column === undefined ? [] : [sketchColumn(column, ids.of(name))];
  });
  const variables = new Map<string, SketchVariable>();
  const variableOf = (variable: Variable): SketchVariable => {
    const known = variables.get(variable.label);
    const found = known ?? sketchVariable(variable, columns, frame, ids);
    variables.set(variable.label, found);
    return found;
  };
  const products = ({ terms: list, variables: own }: Terms): SketchVariable[][] =>
    list.map((term: Term) => term.variables.map((index) => variableOf(own[index])));
  const random = terms.random.map((term: RandomTerm): SketchRandom => ({
    intercept: term.terms.intercept,
    terms: products(term.terms),
    group: term.group.map(variableOf),
    label: term.label,
  }));
  const sketch = {
    hasHeaders: table.hasHeaders,
    method: options.method,
    start: options.start,
    formula: formulaText(terms, table.names),
    response: variableOf(terms.response),
    intercept: terms.fixed.intercept,
    fixed: products(terms.fixed),
    random,
    offsets: [...terms.fixed.offsets, ...(frame.offset ? [frame.offset] : [])],
    frame,
    columns,
  };
  const unique = (list: readonly SketchVariable[]): SketchVariable[] => [...new Set(list)];
  return {
    ...sketch,
    variables: [...variables.values()],
    predictors: unique([...sketch.fixed, ...random.flatMap((term) => term.terms)].flat()),
    groups: unique(random.flatMap(({ group }) => group)),
  };
}

/**
 * As it was written, with R's spacing and backquotes; spelt out where `.` stands for columns, and where grouping factors
 * are added or multiplied, which lme4 does not read.
 */
function formulaText(terms: ModelTerms, columnNames: readonly string[]): string {
  const formula = parseFormula(terms.source, { columnNames });
  const hasDot = namesIn(formula.right).some(({ name }) => name === '.');
  return printFormula(hasDot || hasCombinedGroups(formula) ? terms : formula);
}

function sketchColumn(column: Column, id: string): SketchColumn {
  const { name } = column;
  const hasMissing = column.missing > 0;
  if (column.kind === 'number')
    return { name, id, kind: 'number', levels: [], looksNumeric: false, hasMissing };
  const { levels, source, order } = column;
  const looksNumeric =
    source !== 'boolean' && levels.every((level) => level !== '' && Number.isFinite(Number(level)));
  return {
    name,
    id,
    kind: source === 'boolean' ? 'boolean' : 'text',
    levels,
    order,
    looksNumeric,
    hasMissing,
  };
}

function sketchVariable(
  { label, expr }: Variable,
  columns: readonly SketchColumn[],
  frame: FrameOptions,
  ids: Identifiers,
): SketchVariable {
  const columnOf = (name: string): SketchColumn | null => columns.find((one) => one.name === name) ?? null;
  const hasOwnContrasts = Object.hasOwn(frame.contrasts.factors, label);
  const choice: ContrastChoice = hasOwnContrasts
    ? frame.contrasts.factors[label]
    : { kind: frame.contrasts.all };
  if (expr.type === 'name') {
    const column = columnOf(expr.name);
    if (column === null) throw new CellmerError('model', `${label} is not a column of the data`);
    const own = { label, id: column.id, expr, column, levels: column.levels, hasOwnContrasts };
    return {
      ...own,
      kind: column.kind,
      contrasts: column.kind === 'number' ? null : codingOf(column, choice, hasOwnContrasts),
    };
  }
  const kind = kindOf(expr, columnOf);
  const inner = expr.type === 'call' ? expr.args[0]?.value : undefined;
  const column =
    inner?.type === 'name' && (kind === 'factor' || kind === 'scale') ? columnOf(inner.name) : null;
  const isLabel = kind === 'factor' || kind === 'boolean';
  const own = { label, id: ids.of(label), expr, column, levels: column?.levels ?? [], hasOwnContrasts };
  return { ...own, kind, contrasts: isLabel ? choice : null };
}

/** Where the levels are listed, the base is named: other languages sort the levels. */
function codingOf({ order, levels }: SketchColumn, choice: ContrastChoice, isOwn: boolean): ContrastChoice {
  if (order === 'ordered' && !isOwn) return { kind: 'poly' };
  return order !== undefined && choice.kind === 'treatment' ? { base: levels[0], ...choice } : choice;
}

/** @throws NoCounterpart where contrasts depend on an order of the levels that the language would not keep */
export function refuseListedOrder({ contrasts, column, label }: SketchVariable): void {
  if (column?.order !== undefined && contrasts !== null && contrasts.kind !== 'treatment')
    throw new NoCounterpart(
      `${contrasts.kind} contrasts of levels in an order of their own (${label}) have no counterpart`,
    );
}

const MATRICES = ['poly', 'ns', 'bs'];
const FACTORS = ['factor', 'as.factor', 'ordered', 'as.ordered', 'relevel', 'C', 'interaction'];
const COMPARISONS = ['<', '<=', '>', '>=', '==', '!=', '&', '|', '&&', '||', '%in%'];

function kindOf(expr: Expr, columnOf: (name: string) => SketchColumn | null): VariableKind {
  switch (expr.type) {
    case 'paren':
      return kindOf(expr.inner, columnOf);
    case 'name':
      return isPredefined(expr.name) ? 'boolean' : (columnOf(expr.name)?.kind ?? 'number');
    case 'unary':
      return expr.operator === '!' ? 'boolean' : 'number';
    case 'binary':
      return COMPARISONS.includes(expr.operator) ? 'boolean' : 'number';
    case 'call':
      if (expr.name === 'I' && expr.args.length === 1) return kindOf(expr.args[0].value, columnOf);
      if (FACTORS.includes(expr.name)) return 'factor';
      if (MATRICES.includes(expr.name)) return 'matrix';
      return expr.name === 'scale' ? 'scale' : expr.name === 'is.na' ? 'boolean' : 'number';
    default:
      return 'number';
  }
}

/** Names that mean something in one of the languages, and names the programs use for themselves. */
const TAKEN = new Set(
  (
    'd m c q i np pd smf t in if for do end let var abs exp log sqrt all true false nothing missing mean std begin try ' +
    'and or not as is def del elif else except from global import lambda none pass raise return while with yield class ' +
    'function module struct using const local macro quote export baremodule assert break continue finally nonlocal ' +
    'byte int long float double str _n _cons _all _pi _b _se _skip response response_less_offset weight'
  ).split(' '),
);

/** Hands out identifiers, each once, whatever the case. */
class Identifiers {
  private readonly used = new Set<string>();

  of(name: string): string {
    let base = name
      .replace(/[^A-Za-z0-9_]+/g, '_')
      .replace(/^_+|_+$/g, '')
      .slice(0, 24);
    if (base === '' || /^[0-9]/.test(base)) base = `v${base === '' ? '' : '_'}${base}`;
    if (TAKEN.has(base.toLowerCase())) base += '_';
    let id = base;
    for (let i = 2; this.used.has(id.toLowerCase()); i++) id = `${base}_${i}`;
    this.used.add(id.toLowerCase());
    return id;
  }
}

/** Columns of numerals that have to be read as text: as predictors, or to be compared with text. */
export function numerals({ columns, predictors, frame }: ModelSketch): SketchColumn[] {
  const compared = frame.subset ? namesIn(frame.subset).map(({ name }) => name) : [];
  return columns.filter(
    (column) =>
      column.looksNumeric &&
      (predictors.some((variable) => variable.column === column) || compared.includes(column.name)),
  );
}

/** The one column that `factor(x)` or `scale(x)` is taken of. @throws NoCounterpart for anything more elaborate */
export function plainColumn({ expr, column, label }: SketchVariable): SketchColumn {
  const isPlain = expr.type === 'call' && expr.args.length === 1 && expr.args[0].name === undefined;
  const isOrdered = expr.type === 'call' && expr.name.endsWith('ordered');
  if (column !== null && isPlain && !isOrdered) return column;
  throw new NoCounterpart(`${label} has no counterpart`);
}

/** Whether every grouping variable of `outer` is one of `inner`: the levels of `inner` lie within those of `outer`. */
export function isWithin(inner: readonly SketchVariable[], outer: readonly SketchVariable[]): boolean {
  return outer.every((variable) => inner.includes(variable));
}
