/** The studio's likelihood as live formulas, with the room that each takes. */

import type { LikelihoodStudy } from '../../src/index';
import type { RangeAddress } from '../host';
import { insertTitles } from '../insertText';
import { addressText, cellBeside, readAddress } from './address';
import { quoted } from './insertion';
import { OWN_DENSITY, type LikelihoodChoice, type StudioBlock } from './likelihood';
import { countsDensity, ownText, sampleColumn, sourceOf, trialsColumn } from './wantedStudy';
import type { StackedFormula } from './stack';
import type { PaneState } from './state';
import { sizeLook, stackTables } from './stack';
import { numbersIn } from './typedNumbers';

const titles = insertTitles.likelihood;

/** Longest formula that Excel takes, in characters. */
const LONGEST_FORMULA = 8192;
/** Points of a curve by default, and its header. */
const CURVE_ROWS = 102;
/** Rows for what may be said below a result. */
const REMARKS = 5;

/**
 * One formula for each block, in the order in which they stand below each other; null where the numbers are too many to
 * be written into a formula.
 */
export function studioFormulas(
  state: PaneState,
  study: LikelihoodStudy,
  tried: number | null,
): StackedFormula[] | null {
  const { blocks } = state.likelihood.choice;
  const order: readonly StudioBlock[] = ['estimates', 'interval', 'value', 'curve'];
  const stack = order
    .filter((block) => blocks.includes(block))
    .flatMap((block) => blockOf(block, state, study, tried));
  return stack.some(({ formula }) => formula.length > LONGEST_FORMULA) ? null : stack;
}

function blockOf(
  block: StudioBlock,
  state: PaneState,
  study: LikelihoodStudy,
  tried: number | null,
): StackedFormula[] {
  const { choice } = state.likelihood;
  const { parameters } = study.maximum;
  const d = parameters.length;
  const args = argumentsOf(state);
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
        {
          title: titles.curve(shown),
          formula: call('LIKELIHOOD.CURVE', [...args, name]),
          look: sizeLook(CURVE_ROWS, 4),
        },
      ];
    case 'value':
      // With several parameters the others are at their best here, which is no single value of the function.
      return tried === null || d > 1
        ? []
        : [
            {
              title: titles.value(shown, String(tried), choice.scale === 'log'),
              formula: call('LIKELIHOOD.VALUE', [...args, String(tried), ...isLog(choice)]),
              look: sizeLook(1, 1),
            },
          ];
  }
}

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
function argumentsOf(state: PaneState): string[] {
  const { data, likelihood } = state;
  const { density, successes, trials, numbers } = likelihood.choice;
  if (sourceOf(state) === 'typed') {
    if (density === 'binomial') return ['"binomial"', `{${successes.trim()},${trials.trim()}}`];
    const column = `{${[...numbersIn(numbers)].join(';')}}`;
    return [quoted(density === OWN_DENSITY ? ownText(state).trim() : density), column];
  }
  const whole = addressText(data!.range);
  if (density === OWN_DENSITY) return [quoted(ownText(state).trim()), whole];
  const sample = sampleColumn(state)!;
  const n = density === 'binomial' ? trialsColumn(state) : null;
  if (n) return [quoted(countsDensity(sample, n)), whole];
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
