/**
 * Comparisons in sentences: "B is 5.1 lower than A, 2.9 to 7.3". What is not found to differ is never called equal, and what the
 * data do not determine is said.
 */

import {
  apaP,
  type ContrastRow,
  type ContrastTable,
  type EstimatedRow,
  type EstimatedTable,
} from '../../src/index';
import { compareText } from '../compareText';
import { decimalsFor, fixed, interval } from './numbers';

/** What an estimate is of: a difference, which is 0 for equals, or a ratio, which is 1. */
type Scale = 'difference' | 'ratio' | 'odds';

export interface Sentence {
  readonly text: string;
  /** Whether something was found, at the level of the limits. */
  readonly isFound: boolean;
}

export interface SentenceGroup {
  /** What they are about, where there are several such groups; empty for one. */
  readonly title: string;
  readonly sentences: readonly Sentence[];
}

/** Means as a sentence names them, in their order, by the name that contrasts have for them. */
export type MeanNames = ReadonlyMap<string, { readonly place: number; readonly name: string }>;

/** @param own how many of the table's labels are of what is compared; the others are of what it is compared within */
export function meanNames({ labels, rows }: EstimatedTable, own: number): MeanNames {
  const names = new Map<string, { place: number; name: string }>();
  for (const row of rows) {
    const levels = row.labels.slice(0, own);
    const plain = levels.join(' ');
    const name = levels.map((level, i) => compareText.level(labels[i], level)).join(compareText.and);
    if (!names.has(plain)) names.set(plain, { place: names.size, name });
  }
  return unmistakable(names);
}

/** A name that would be another one with a capital, as it has where a sentence begins, stands in quotes. */
function unmistakable(names: MeanNames): MeanNames {
  const all = new Set([...names.values()].map(({ name }) => name));
  const isMistakable = (name: string): boolean => {
    const other = compareText.capital(name);
    return other !== name && all.has(other);
  };
  return new Map(
    [...names].map(([plain, { place, name }]) => [
      plain,
      { place, name: isMistakable(name) ? compareText.quoted(name) : name },
    ]),
  );
}

/** A group for each combination of levels within which comparisons are made, in the order of the table. */
export function differences(table: ContrastTable, names: MeanNames): SentenceGroup[] {
  const scale = scaleOf(table);
  const groups = new Map<string, { title: string; rows: ContrastRow[] }>();
  for (const row of table.rows) {
    const within = table.labels.slice(table.labels.length - row.group.length);
    const levels = row.group.map((level, i) => compareText.level(within[i], level));
    const title = [...(table.title === null ? [] : [table.title]), ...levels].join(compareText.and);
    const group = groups.get(title) ?? { title, rows: [] };
    groups.set(title, group);
    group.rows.push(row);
  }
  return [...groups.values()].map(({ title, rows }) => ({
    title,
    sentences: rows.map((row) => sentenceOf(row, names, scale, 1 - table.level)),
  }));
}

function scaleOf({ estimateName }: EstimatedTable): Scale {
  if (/odds/i.test(estimateName)) return 'odds';
  return /ratio/i.test(estimateName) ? 'ratio' : 'difference';
}

/** Digits of the width of an interval, as limits have them. */
const DIGITS = 3;
const MOST_DECIMALS = 6;

/** An estimate with its limits and p value, as a sentence has them. */
type Written = readonly [amount: string, lower: string, upper: string, p: string];

interface Numbers {
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  readonly pValue: number | null;
}

/** An amount with the decimals of its limits. */
function written({ estimate, lower, upper, pValue: p }: Numbers): Written {
  const decimals = Math.min(MOST_DECIMALS, decimalsFor(upper - lower, DIGITS));
  const [from, to] = interval(lower, upper);
  return [fixed(estimate, decimals), from, to, apaP(p ?? NaN)];
}

const isBelow = (p: number | null, alpha: number): boolean => p !== null && p < alpha;

const negative = ({ estimate, lower, upper, pValue: p }: Numbers): Numbers => ({
  estimate: -estimate,
  lower: -upper,
  upper: -lower,
  pValue: p,
});

const inverse = ({ estimate, lower, upper, pValue: p }: Numbers): Numbers => ({
  estimate: 1 / estimate,
  lower: 1 / upper,
  upper: 1 / lower,
  pValue: p,
});

/** The same as an amount above nothing, and whether it was one. */
function amount(numbers: Numbers): { readonly isAbove: boolean; readonly size: Numbers } {
  const isAbove = numbers.estimate > 0;
  return { isAbove, size: isAbove ? numbers : negative(numbers) };
}

function sentenceOf(row: ContrastRow, names: MeanNames, scale: Scale, alpha: number): Sentence {
  const isFound = isBelow(row.pValue, alpha);
  const text = row.pair
    ? pairText(row, row.pair, names, scale, isFound)
    : contrastText(row, names, scale, isFound);
  return { text, isFound };
}

/** Of two means the later one is measured by the earlier one, whichever is subtracted from which. */
function pairText(
  row: ContrastRow,
  pair: readonly [string, string],
  names: MeanNames,
  scale: Scale,
  isFound: boolean,
): string {
  const [first, second] = pair.map((plain) => names.get(plain) ?? { place: 0, name: plain });
  if (!Number.isFinite(row.estimate)) return compareText.unknownPair(first.name, second.name);
  const isTurned = second.place > first.place;
  const [subject, other] = isTurned ? [second.name, first.name] : [first.name, second.name];
  const told = isTurned ? (scale === 'difference' ? negative(row) : inverse(row)) : row;
  if (!isFound) {
    const [, ...limits] = written(told);
    const say = { difference: compareText.minus, ratio: compareText.over, odds: compareText.overOdds }[scale];
    return compareText.noDifference(other, subject, say(subject, other), ...limits);
  }
  if (scale === 'difference') {
    const { isAbove, size } = amount(told);
    return compareText.differs(subject, other, isAbove, ...written(size));
  }
  const say = scale === 'odds' ? compareText.odds : compareText.times;
  return say(subject, other, ...written(told));
}

/** Behind the name of a mean, in the label of its departure from the mean of all. */
const EFFECT = ' effect';

/** A departure from the mean of all, or any other contrast. */
function contrastText(row: ContrastRow, names: MeanNames, scale: Scale, isFound: boolean): string {
  const label = row.labels.slice(0, row.labels.length - row.group.length).join(compareText.and);
  if (!Number.isFinite(row.estimate)) return compareText.unknown(label);
  const effect = scale === 'difference' && label.endsWith(EFFECT) ? label.slice(0, -EFFECT.length) : null;
  const [, ...limits] = written(row);
  if (effect === null)
    return isFound ? compareText.contrast(label, ...written(row)) : compareText.noContrast(label, ...limits);
  const name = names.get(effect)?.name ?? effect;
  if (!isFound) return compareText.noEffect(name, ...limits);
  const { isAbove, size } = amount(row);
  return compareText.effect(name, isAbove, ...written(size));
}

/** Slopes, one by one: "With each unit of age, distance rises by 0.66, 0.52 to 0.80". */
export function slopeSentences(
  { labels, rows, level }: EstimatedTable,
  variable: string,
  outcome: string,
  hasGroups: boolean,
): Sentence[] {
  return rows.map((row) => {
    const where = hasGroups ? row.labels.map((one, i) => compareText.level(labels[i], one)) : [];
    return slopeSentence(row, where.join(compareText.and), variable, outcome, 1 - level);
  });
}

function slopeSentence(
  row: EstimatedRow,
  where: string,
  variable: string,
  outcome: string,
  alpha: number,
): Sentence {
  const isFound = isBelow(row.pValue, alpha);
  if (!Number.isFinite(row.estimate)) return { text: compareText.unknownSlope(variable, where), isFound };
  const [, ...limits] = written(row);
  if (!isFound) return { text: compareText.noSlope(variable, where, ...limits), isFound };
  const { isAbove, size } = amount(row);
  return { text: compareText.slope(variable, outcome, where, isAbove, ...written(size)), isFound };
}
