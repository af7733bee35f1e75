/** The model as Julia code for MixedModels.jl. */

import { COMMON_FUNCTIONS, type Dialect, doubleQuoted, expressionIn, NoCounterpart } from './expressions';
import {
  type ModelSketch,
  numerals,
  plainColumn,
  type SketchColumn,
  type SketchRandom,
  type SketchVariable,
  refuseListedOrder,
} from './sketch';

/** `$` would be filled in inside Julia's strings. */
const quoted = (text: string): string => doubleQuoted(text).replace(/\$/g, '\\$');

export function juliaCode(sketch: ModelSketch): string[] {
  const { columns, variables, frame, random } = sketch;
  const isMixed = random.length > 0;
  if (!isMixed && frame.weights) throw new NoCounterpart('lm() of GLM.jl understands weights differently');
  const dialect = dialectOf(columns);
  const hasScale = variables.some(({ kind }) => kind === 'scale');
  const packages = [
    'CSV',
    'DataFrames',
    isMixed ? 'MixedModels' : 'GLM',
    ...(hasScale ? ['Statistics'] : []),
  ];
  const renamed = columns.filter(({ name, id }) => name !== id);
  const derived = variables.filter(({ expr }) => expr.type !== 'name');
  const used = [...columns.map(({ id }) => id), ...derived.map(({ id }) => id)];
  return [
    `using ${packages.join(', ')}`,
    'd = CSV.read("data.csv", DataFrame; missingstring = ["", "NA", "#N/A"])',
    ...(renamed.length > 0
      ? [`rename!(d, ${renamed.map(({ name, id }) => `${quoted(name)} => ${quoted(id)}`).join(', ')})`]
      : []),
    ...numerals(sketch).map(({ id }) => `d.${id} = passmissing(string).(d.${id})`),
    ...derived.map((variable) => `d.${variable.id} = ${derivation(variable, dialect)}`),
    `dropmissing!(d, [${used.map((id) => `:${id}`).join(', ')}])`,
    ...(frame.subset ? [`d = d[(@. ${expressionIn(dialect, frame.subset)}), :]`] : []),
    ...textLines(sketch),
    ...offsetLines(sketch, dialect),
    fitLine(sketch, dialect),
  ];
}

function dialectOf(columns: readonly SketchColumn[]): Dialect {
  return {
    column: (name) => `d.${columns.find((one) => one.name === name)?.id ?? name}`,
    text: quoted,
    truth: String,
    power: '^',
    not: '!',
    functions: {
      ...COMMON_FUNCTIONS,
      log2: 'log2',
      log1p: 'log1p',
      expm1: 'expm1',
      asin: 'asin',
      acos: 'acos',
      atan: 'atan',
      ceiling: 'ceil',
      trunc: 'trunc',
    },
  };
}

function derivation(variable: SketchVariable, dialect: Dialect): string {
  const { kind, label, expr } = variable;
  if (kind === 'matrix') throw new NoCounterpart(`${label} has no counterpart; add its columns to the data`);
  if (kind === 'factor') return `d.${plainColumn(variable).id}`;
  if (kind === 'scale') {
    const x = `d.${plainColumn(variable).id}`;
    return `(${x} .- mean(skipmissing(${x}))) ./ std(skipmissing(${x}))`;
  }
  return `@. ${expressionIn(dialect, expr)}`;
}

/** Truth values as labels, so that they are coded as factors are, and numbers that group beside being predictors. */
function textLines({ predictors, groups }: ModelSketch): string[] {
  const labels = predictors.filter(({ kind }) => kind === 'boolean');
  const both = groups.filter((group) => group.kind === 'number' && predictors.includes(group));
  return [
    ...labels.map(({ id }) => `d.${id} = string.(d.${id})`),
    ...both.map(({ id }) => `d.${id}_group = string.(d.${id})`),
  ];
}

function offsetLines({ offsets, response }: ModelSketch, dialect: Dialect): string[] {
  if (offsets.length === 0) return [];
  const sum = offsets.map((offset) => `(${expressionIn(dialect, offset)})`).join(' - ');
  return [`d.response_less_offset = @. d.${response.id} - ${sum}`];
}

function fitLine(sketch: ModelSketch, dialect: Dialect): string {
  const { random, method, frame, offsets, response } = sketch;
  const left = offsets.length > 0 ? 'response_less_offset' : response.id;
  const terms = [
    ...sideOf(sketch.intercept, sketch.fixed),
    ...random.map((term) => randomText(term, sketch)),
  ];
  const formula = `@formula(${left} ~ ${terms.join(' + ')})`;
  const contrasts = contrastsOf(sketch);
  const dictionary = contrasts.length > 0 ? [`contrasts = Dict(${contrasts.join(', ')})`] : [];
  if (random.length === 0) return `m = lm(${formula}, d${dictionary.map((one) => `; ${one}`).join('')})`;
  const weights = frame.weights ? [`wts = (@. ${expressionIn(dialect, frame.weights)})`] : [];
  const options = [`REML = ${String(method === 'REML')}`, ...weights, ...dictionary];
  return `m = fit(MixedModel, ${formula}, d; ${options.join(', ')})`;
}

function sideOf(intercept: boolean, terms: readonly (readonly SketchVariable[])[]): string[] {
  return [intercept ? '1' : '0', ...terms.map((term) => term.map(({ id }) => id).join(' & '))];
}

function randomText({ intercept, terms, group }: SketchRandom, { predictors }: ModelSketch): string {
  const isAlsoPredictor = (one: SketchVariable): boolean => one.kind === 'number' && predictors.includes(one);
  const factor = group.map((one) => (isAlsoPredictor(one) ? `${one.id}_group` : one.id)).join(' & ');
  return `(${sideOf(intercept, terms).join(' + ')} | ${factor})`;
}

function contrastsOf({ predictors, groups }: ModelSketch): string[] {
  const coded = predictors.flatMap((variable) => {
    const coding = codingOf(variable);
    return coding === null ? [] : [`:${variable.id} => ${coding}`];
  });
  const numeric = groups.filter(
    (group) => !predictors.includes(group) && (group.column?.kind === 'number' || group.column?.looksNumeric),
  );
  return [...coded, ...numeric.map(({ id }) => `:${id} => Grouping()`)];
}

function codingOf(variable: SketchVariable): string | null {
  const { contrasts, kind, levels, label, column } = variable;
  if (contrasts === null) return null;
  refuseListedOrder(variable);
  const last = (): string => {
    if (kind === 'boolean') return '"true"';
    if (levels.length > 0) return quoted(levels[levels.length - 1]);
    throw new NoCounterpart(`the last level of ${label} is not known, as its contrasts need it`);
  };
  switch (contrasts.kind) {
    case 'treatment':
      if (contrasts.base !== undefined) {
        const base = kind === 'boolean' ? contrasts.base.toLowerCase() : contrasts.base;
        return `DummyCoding(base = ${quoted(base)})`;
      }
      return kind === 'factor' && column?.kind === 'number' ? 'DummyCoding()' : null;
    case 'sum':
      return `EffectsCoding(base = ${last()})`;
    case 'helmert':
      return 'HelmertCoding()';
    default:
      throw new NoCounterpart(`${contrasts.kind} contrasts (${label}) have no counterpart`);
  }
}
