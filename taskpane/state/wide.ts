/** Wide data, a column per occasion or condition, and the same data long, one row per observation. */

import type { Cell, CellMatrix } from '../../src/index';
import type { ColumnSummary, DataSummary } from './columns';

/** What tells the columns of the measurement apart. */
export interface WideFactor {
  /** What its column will be called, until the user says otherwise. */
  readonly name: string;
  /** Its value in each of the columns. */
  readonly levels: readonly (number | string)[];
}

export interface WideData {
  /** Columns of the repeated measurement, from left to right. */
  readonly columns: readonly number[];
  /** One or two. */
  readonly factors: readonly WideFactor[];
  /** What the names have in common, such as `score` of score1, score2, score3; may be empty. */
  readonly stem: string;
}

/** What the new columns are called. */
export interface LongNames {
  readonly measure: string;
  /** One per factor. */
  readonly factors: readonly string[];
}

/** A column whose name may be a part of a series. */
interface Candidate {
  readonly at: number;
  readonly parts: readonly string[];
  readonly summary: ColumnSummary;
}

/**
 * The columns that hold one measurement several times: columns of numbers on one scale whose names differ in a number (day1, day2,
 * day3), in a word (rt_congruent, rt_incongruent) or in two such parts, every one with every other (congruent_chair,
 * congruent_house, incongruent_chair, …); or, without a part in common, three or more neighbours of one and the same scale in rows
 * that an identifier tells apart. Of several series the longest is taken. null where there is none.
 */
export function wideData(summary: DataSummary): WideData | null {
  if (!summary.hasHeaders) return null;
  const candidates = candidatesOf(summary);
  const found = [...oneFactor(candidates), ...twoFactors(candidates), ...withoutStem(candidates, summary)];
  return found.reduce<WideData | null>(
    (most, next) => (most === null || next.columns.length > most.columns.length ? next : most),
    null,
  );
}

/** Numbers that are not the names of groups. */
function candidatesOf({ columns }: DataSummary): Candidate[] {
  return columns.flatMap((summary, at) => {
    const isNumber = summary.column?.kind === 'number' && summary.range !== null && !summary.looksLikeGroups;
    return isNumber ? [{ at, parts: partsOf(summary.name), summary }] : [];
  });
}

/** A name cut at signs, before capitals and between letters and digits: `rtChair2` is rt, Chair, 2. */
const CUTS = /[\s._\-–:/]+|(?<=\p{Ll})(?=\p{Lu})|(?<=\p{L})(?=\d)|(?<=\d)(?=\p{L})/u;
const NUMBER = /^\d+(?:\.\d+)?$/;

function partsOf(name: string): string[] {
  const numbered = /^(.*?)[\s._-]*(\d+\.\d+)$/u.exec(name.trim());
  const parts = (numbered ? numbered[1] : name.trim()).split(CUTS).filter((part) => part !== '');
  return numbered ? [...parts, numbered[2]] : parts;
}

/** Columns with the same parts but one, at the same place. */
function oneFactor(candidates: readonly Candidate[]): WideData[] {
  const families = new Map<string, { readonly place: number; readonly members: Candidate[] }>();
  for (const candidate of candidates)
    candidate.parts.forEach((_, place) => {
      const others = candidate.parts.filter((__, i) => i !== place);
      const key = JSON.stringify([place, others]);
      const family = families.get(key) ?? { place, members: [] };
      family.members.push(candidate);
      families.set(key, family);
    });
  return [...families.values()].flatMap(({ place, members }): WideData[] => {
    const levels = members.map(({ parts }) => parts[place]);
    const isNumbered = levels.every((level) => NUMBER.test(level));
    const stem = members[0].parts.filter((_, i) => i !== place).join(' ');
    const isSeries = isNumbered ? members.length >= 3 && isChain(members) : stem !== '' && isAlike(members);
    if (members.length < 2 || !isSeries || new Set(levels).size < levels.length) return [];
    return [{ columns: members.map(({ at }) => at), factors: [factorOf(levels, 0)], stem }];
  });
}

/** Columns that are told apart by two parts: each value of the one with each value of the other. */
function twoFactors(candidates: readonly Candidate[]): WideData[] {
  const lengths = [...new Set(candidates.map(({ parts }) => parts.length))].filter((length) => length >= 2);
  return lengths.flatMap((length) => {
    const alike = alikeOf(candidates.filter(({ parts }) => parts.length === length));
    const places = Array.from({ length }, (_, i) => i);
    return places.flatMap((first) =>
      places.slice(first + 1).flatMap((second) => gridsOf(alike, [first, second])),
    );
  });
}

function gridsOf(candidates: readonly Candidate[], places: readonly [number, number]): WideData[] {
  const stemOf = ({ parts }: Candidate): string => parts.filter((_, i) => !places.includes(i)).join(' ');
  const stems = [...new Set(candidates.map(stemOf))];
  return stems.flatMap((stem): WideData[] => {
    const grid = completeGrid(
      candidates.filter((candidate) => stemOf(candidate) === stem),
      places,
    );
    if (grid === null) return [];
    const factors = places.map((place, i) =>
      factorOf(
        grid.map(({ parts }) => parts[place]),
        i,
      ),
    );
    return [{ columns: grid.map(({ at }) => at), factors, stem }];
  });
}

/** Drops the column with the rarest parts until those that are left are a grid; null where less than 2 × 2 are. */
function completeGrid(
  candidates: readonly Candidate[],
  [first, second]: readonly [number, number],
): readonly Candidate[] | null {
  const count = (of: Candidate, place: number): number =>
    candidates.filter(({ parts }) => parts[place] === of.parts[place]).length;
  const levels = [first, second].map((place) => new Set(candidates.map(({ parts }) => parts[place])).size);
  if (Math.min(...levels) < 2 || candidates.length < 4) return null;
  const pairs = new Set(candidates.map(({ parts }) => JSON.stringify([parts[first], parts[second]])));
  if (pairs.size < candidates.length) return null;
  if (levels[0] * levels[1] === candidates.length) return candidates;
  const rarity = candidates.map((one) => count(one, first) * count(one, second));
  const rarest = rarity.indexOf(Math.min(...rarity));
  return completeGrid(
    candidates.filter((_, i) => i !== rarest),
    [first, second],
  );
}

/** Fewest columns that are taken for one measurement by their scale alone. */
const FEWEST_ALIKE = 3;

/** Neighbours on one scale whose names are single words, in data with a row per person. */
function withoutStem(candidates: readonly Candidate[], summary: DataSummary): WideData[] {
  if (!summary.columns.some((column) => isIdentifier(column, summary.rowCount))) return [];
  const runs: Candidate[][] = [];
  for (const candidate of candidates.filter(({ parts }) => parts.length === 1)) {
    const run = runs[runs.length - 1];
    const last = run?.[run.length - 1];
    const isNext =
      last?.at === candidate.at - 1 && run.every((one) => isSame(one.summary, candidate.summary));
    if (isNext) run.push(candidate);
    else runs.push([candidate]);
  }
  return runs
    .filter((run) => run.length >= FEWEST_ALIKE)
    .map((run) => ({
      columns: run.map(({ at }) => at),
      factors: [
        factorOf(
          run.map(({ parts }) => parts[0]),
          0,
        ),
      ],
      stem: '',
    }));
}

/** Labels or whole numbers, another in every row. */
function isIdentifier({ column, distinct, missing }: ColumnSummary, rowCount: number): boolean {
  if (!column || missing > 0 || distinct < rowCount || rowCount < 2) return false;
  return column.kind === 'factor' || column.values.every((value, row) => value === column.values[0] + row);
}

/** As numbers where all are, in the order of the columns. */
function factorOf(levels: readonly string[], at: number): WideFactor {
  const isNumbered = levels.every((level) => NUMBER.test(level));
  return {
    name: isNumbered ? 'occasion' : at === 0 ? 'condition' : 'item',
    levels: isNumbered ? levels.map(Number) : levels,
  };
}

type Scaled = Pick<ColumnSummary, 'range' | 'distinct'>;

/** How much of the narrower range lies in the other, and by how much the wider is the wider. */
function comparedScales(a: Scaled, b: Scaled): { readonly shared: number; readonly ratio: number } {
  const [[lowA, highA], [lowB, highB]] = [a.range!, b.range!];
  const widths = [highA - lowA, highB - lowB];
  const [narrow, wide] = [Math.min(...widths), Math.max(...widths)];
  const common = Math.min(highA, highB) - Math.max(lowA, lowB);
  return {
    shared: narrow > 0 ? common / narrow : common >= 0 ? 1 : 0,
    ratio: narrow > 0 ? wide / narrow : Infinity,
  };
}

/** With names that say so, a part of the range in common is enough. */
function isSimilar(a: Scaled, b: Scaled): boolean {
  const { shared, ratio } = comparedScales(a, b);
  return shared >= 0.25 && ratio <= 5;
}

/** Without, it has to be nearly the same, and no coding by 0 and 1. */
function isSame(a: Scaled, b: Scaled): boolean {
  const { shared, ratio } = comparedScales(a, b);
  return shared >= 0.6 && ratio <= 2 && a.distinct > 2 && b.distinct > 2;
}

function isAlike(members: readonly Candidate[]): boolean {
  return members.every((a) => members.every((b) => isSimilar(a.summary, b.summary)));
}

/** Each like the one before it: what grows from occasion to occasion need not end where it began. */
function isChain(members: readonly Candidate[]): boolean {
  return members.every((member, i) => {
    if (i === 0) return true;
    const { shared, ratio } = comparedScales(members[i - 1].summary, member.summary);
    return (shared > -2 && ratio <= 20) || !Number.isFinite(ratio);
  });
}

/** The largest set that is like one of the columns. */
function alikeOf(candidates: readonly Candidate[]): readonly Candidate[] {
  const sets = candidates.map((one) => candidates.filter(({ summary }) => isSimilar(one.summary, summary)));
  return sets.reduce<readonly Candidate[]>((most, next) => (next.length > most.length ? next : most), []);
}

/** What the new columns are called unless the user says otherwise: other than the columns that stay. */
export function usualNames(wide: WideData, summary: DataSummary): LongNames {
  const taken = othersOf(summary.columns.length, wide).map((at) => summary.columns[at].name);
  const factors: string[] = [];
  for (const { name } of wide.factors) factors.push(freeName(name, [...taken, ...factors]));
  const stem = wide.stem === '' ? 'value' : wide.stem;
  return { measure: freeName(stem, [...taken, ...factors]), factors };
}

/** Why these names cannot be taken, as the name in question; null where they can. */
export function unusableName(names: LongNames, wide: WideData, summary: DataSummary): string | null {
  const taken = othersOf(summary.columns.length, wide).map((at) => summary.columns[at].name);
  const all = [...names.factors, names.measure].map((name) => name.trim());
  return all.find((name, i) => name === '' || taken.includes(name) || all.indexOf(name) < i) ?? null;
}

function othersOf(count: number, { columns }: WideData): number[] {
  return Array.from({ length: count }, (_, at) => at).filter((at) => !columns.includes(at));
}

export interface LongTable {
  /** Header row first. */
  readonly cells: CellMatrix;
  /** The column that tells apart what was a row before; null where several do it only together. */
  readonly unit: string | null;
}

/**
 * One row per row and column of the measurement: the other columns, the factors, the measurement. Where no other column tells the
 * rows apart, their number becomes a column too. Missing measurements stay, as blanks.
 *
 * @param cells header row first
 */
export function longTable(cells: CellMatrix, wide: WideData, names: LongNames): LongTable {
  const [header, ...rows] = cells;
  const others = othersOf(header.length, wide);
  const unit = others.find((column) => tellsApart(rows.map((row) => row[column])));
  const made = [...names.factors, names.measure];
  const number = freeName('row', [...others.map((c) => String(header[c] ?? '')), ...made]);
  const isNumbered = unit === undefined;
  const top: Cell[] = [...(isNumbered ? [number] : []), ...others.map((c) => header[c]), ...made];
  const long = rows.flatMap((row, i) =>
    wide.columns.map((column, k): Cell[] => [
      ...(isNumbered ? [i + 1] : []),
      ...others.map((c) => row[c] ?? null),
      ...wide.factors.map(({ levels }) => levels[k]),
      row[column] ?? null,
    ]),
  );
  return { cells: [top, ...long], unit: isNumbered ? number : String(header[unit] ?? '') };
}

/** A different value in every row. */
function tellsApart(values: readonly Cell[]): boolean {
  const seen = new Set(values.filter((value) => value !== null && value !== undefined && value !== ''));
  return seen.size === values.length;
}

function freeName(wanted: string, taken: readonly string[]): string {
  let name = wanted;
  for (let number = 2; taken.includes(name); number++) name = `${wanted} ${number}`;
  return name;
}
