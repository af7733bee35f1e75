/** The studio's likelihood as live formulas, with the room that each takes. */

import {
  optionText as writtenOption,
  type CurveColumn,
  type LikelihoodStudy,
  type StudySurface,
} from '../../src/index';
import type { RangeAddress } from '../host';
import { insertTitles } from '../insertText';
import { addressText, cellBeside, readAddress } from './address';
import { curveView, type CurveAxis } from './curveView';
import { quoted } from './insertion';
import { curvesBehind } from './keptCurves';
import { OWN_DENSITY, type LikelihoodChoice, type LikelihoodState, type StudioBlock } from './likelihood';
import {
  censoredSample,
  countsDensity,
  isOfTrials,
  ownText,
  sampleColumn,
  sourceOf,
  trialsColumn,
} from './wantedStudy';
import type { StackedFormula } from './stack';
import type { PaneState } from './state';
import { sizeLook, stackTables } from './stack';
import { numbersIn } from './typedNumbers';

const titles = insertTitles.likelihood;

/** Longest formula that Excel takes, in characters. */
const LONGEST_FORMULA = 8192;
/** Points of a curve by default, and its header. */
const CURVE_ROWS = 102;
/** Points on a side of a surface by default, and its header. */
const SURFACE_ROWS = 32;
/** Rows for what may be said below a result. */
const REMARKS = 5;

/**
 * One formula for each block, in the order in which they stand below each other; null where the numbers are too many to
 * be written into a formula.
 */
export function studioFormulas(
  state: PaneState,
  study: LikelihoodStudy,
  tried: readonly number[] | null,
): StackedFormula[] | null {
  const { blocks } = state.likelihood.choice;
  const order: readonly StudioBlock[] = ['estimates', 'interval', 'value', 'curve'];
  const stack = order
    .filter((block) => blocks.includes(block))
    .flatMap((block) => blockOf(block, state, study, tried));
  const all = stack.flatMap(({ formula, beside = [] }) => [formula, ...beside.map((one) => one.formula)]);
  return all.some((formula) => formula.length > LONGEST_FORMULA) ? null : stack;
}

function blockOf(
  block: StudioBlock,
  state: PaneState,
  study: LikelihoodStudy,
  tried: readonly number[] | null,
): StackedFormula[] {
  const { choice } = state.likelihood;
  const { parameters } = study.maximum;
  const d = parameters.length;
  const args = studioArguments(state);
  const shown = parameters[study.index].name;
  const name = quoted(shown);
  const level = choice.level === 0.95 ? [] : [String(choice.level)];
  switch (block) {
    case 'estimates':
      return [estimatesOf(state, args, d)];
    case 'interval':
      return [
        {
          title: titles.interval(shown, String(100 * choice.level)),
          formula: call('LIKELIHOOD.CI', [...args, name, ...level]),
          look: sizeLook(2 + REMARKS, 4),
        },
      ];
    case 'curve':
      return [
        study.surface ? surfaceOf(args, study, study.surface) : curvesOf(args, study, state.likelihood),
      ];
    case 'value':
      // Parameters that are not on show are at their best here, which is no single value of the function.
      return tried === null || d > tried.length
        ? []
        : [
            {
              title: titles.value(placeText(study, tried), choice.scale === 'log'),
              formula: call('LIKELIHOOD.VALUE', [...args, pointText(study, tried), ...isLog(choice)]),
              look: sizeLook(1, 1),
            },
          ];
  }
}

/** One number, or several under their names. */
function pointText({ maximum, surface }: LikelihoodStudy, tried: readonly number[]): string {
  if (!surface) return String(tried[0]);
  const pieces = surface.indices.map((i, k) => `${maximum.parameters[i].name}=${tried[k]}`);
  return quoted(pieces.join('; '));
}

/** The same in words: `mu = 1, sigma = 2`. */
function placeText({ maximum, index, surface }: LikelihoodStudy, tried: readonly number[]): string {
  const indices = surface?.indices ?? [index];
  return indices.map((i, k) => `${maximum.parameters[i].name} = ${tried[k]}`).join(', ');
}

function surfaceOf(
  args: readonly string[],
  { maximum }: LikelihoodStudy,
  surface: StudySurface,
): StackedFormula {
  const names = surface.indices.map((i) => quoted(maximum.parameters[i].name));
  const formula = call('LIKELIHOOD.SURFACE', [...args, ...names, '"scale=difference"']);
  const [first, second] = surface.indices.map((i) => maximum.parameters[i].name);
  return {
    title: titles.surface(first, second),
    formula,
    look: sizeLook(SURFACE_ROWS, SURFACE_ROWS),
  };
}

/** The curve alone with all that goes with it, or together with those that were kept: one grid, a column for each. */
function curvesOf(
  args: readonly string[],
  study: LikelihoodStudy,
  { choice, resultTitle }: LikelihoodState,
): StackedFormula {
  const own = study.maximum.parameters[study.index].name;
  const name = quoted(own);
  const view = curveView(study, choice);
  const behind = curvesBehind(choice.kept, own);
  const title = titles.curve(own);
  if (behind.length === 0)
    return { title, formula: call('LIKELIHOOD.CURVE', [...args, name]), look: sizeLook(CURVE_ROWS, 4) };
  const grid = [...view.x.map((end) => String(Number(end.toPrecision(12)))), String(CURVE_ROWS - 1)];
  const column = COLUMN_OF[view.axis];
  const constant = choice.constant || column === 'relative' ? '' : '; constant=0';
  const curve = (of: readonly string[], columns: string, title: string): string =>
    call('LIKELIHOOD.CURVE', [
      ...of,
      name,
      ...grid,
      quoted(`columns=${columns}; ${writtenOption('name', title)}${constant}`),
    ]);
  return {
    formula: curve(args, `value, ${column}`, resultTitle),
    title,
    look: sizeLook(CURVE_ROWS, 2 + behind.length),
    beside: behind.map((kept, i) => ({ formula: curve(kept.args, column, kept.name), right: 2 + i })),
  };
}

/** Which column of a curve is on which axis. */
const COLUMN_OF: Readonly<Record<CurveAxis, CurveColumn>> = {
  log: 'loglik',
  logRelative: 'relative',
  likelihood: 'likelihood',
  relative: 'relative',
};

const isLog = ({ scale }: LikelihoodChoice): string[] => (scale === 'log' ? ['TRUE'] : []);

function estimatesOf(state: PaneState, args: readonly string[], d: number): StackedFormula {
  const { choice } = state.likelihood;
  if (choice.density === 'binomial' && sourceOf(state) === 'typed') {
    const level = choice.level === 0.95 ? [] : [String(choice.level)];
    const counts = [choice.successes.trim(), choice.trials.trim()];
    return {
      title: titles.estimates(`binomial, ${counts.join(' of ')}`),
      formula: call('BINOM.MLE', [...counts, ...level]),
      look: sizeLook(16 + REMARKS, 3),
    };
  }
  const start = choice.start.trim();
  const options = optionText(choice);
  const more = start === '' && options === '' ? [] : [start === '' ? '' : quoted(start)];
  return {
    title: titles.estimates(choice.density === OWN_DENSITY ? ownText(state).trim() : choice.density),
    formula: call('LIKELIHOOD.MLE', [...args, ...more, ...(options === '' ? [] : [quoted(options)])]),
    look: sizeLook(3 * d + 15 + REMARKS, Math.max(5, d + 1)),
  };
}

/** `level=0.9; lower=0, 0`: what differs from the defaults. Pieces of one option have commas between them. */
function optionText({ level, lower, upper }: LikelihoodChoice): string {
  const listed = (typed: string) => typed.replace(/[;\n]/g, ',').replaceAll('=', ':').trim();
  const parts = [
    level === 0.95 ? '' : `level=${level}`,
    lower.trim() === '' ? '' : `lower=${listed(lower)}`,
    upper.trim() === '' ? '' : `upper=${listed(upper)}`,
  ];
  return parts.filter((part) => part !== '').join('; ');
}

/** Density and data as the functions take them. */
export function studioArguments(state: PaneState): string[] {
  const { data, likelihood } = state;
  const { density, successes, trials, numbers } = likelihood.choice;
  if (sourceOf(state) === 'typed') {
    if (density === 'binomial') return ['"binomial"', `{${successes.trim()},${trials.trim()}}`];
    const column = `{${[...numbersIn(numbers)].join(';')}}`;
    return [quoted(density === OWN_DENSITY ? ownText(state).trim() : density), column];
  }
  const whole = addressText(data!.range);
  if (density === OWN_DENSITY) return [quoted(ownText(state).trim()), whole];
  if (censoredSample(state)) return [quoted(density), whole];
  const sample = sampleColumn(state)!;
  const n = isOfTrials(density) ? trialsColumn(state) : null;
  if (n) return [quoted(countsDensity(density, sample, n)), whole];
  const { range, summary } = data!;
  // Without the header, which might be a number.
  const skipped = summary!.hasHeaders ? 1 : 0;
  const cells: RangeAddress = {
    ...range,
    row: range.row + skipped,
    rows: range.rows - skipped,
    column: range.column + sample.at,
    columns: 1,
  };
  return [quoted(density === 'binomial' ? 'binary' : density), addressText(cells)];
}

function call(name: string, args: readonly string[]): string {
  return `=${name}(${args.join(', ')})`;
}

/** The first cell of what is inserted: the one typed, the one beside the data, or the selected one. null when it is none. */
export function studioTarget({ data, selection, likelihood }: PaneState): RangeAddress | null {
  const { target } = likelihood.choice;
  const sheet = data?.range.sheet ?? selection?.sheet ?? 'Sheet1';
  if (target !== null) {
    const typed = readAddress(target, sheet);
    return typed && { ...typed, rows: 1, columns: 1 };
  }
  if (data) return cellBeside(data.range, 1);
  return selection && { ...selection, rows: 1, columns: 1 };
}

/** The cells that a stack of formulas needs. */
export function stackPlace(target: RangeAddress, stack: readonly StackedFormula[]): RangeAddress {
  const { rows, columns } = stackTables(stack);
  return { ...target, rows, columns };
}
