/** Whether an answer is right, and what to say if it is not. */

import { CellmerError } from '../errors';
import { counted } from '../layout/words';
import { isBlank, isCellError, isNumericText, trimText } from '../table/cells';
import type { Cell, CellMatrix } from '../table/types';
import { writtenNumber } from '../table/writtenNumbers';
import { plainText } from './plainText';
import { classesOf } from './classes';
import { entriesIn, isSealed, readSeal, type Entry, type Seal } from './seal';
import { readKey } from './sealKey';
import { USUAL_SLIPS, type UsualSlip } from './slips';
import { slowHash, type SlowHash } from './slowHash';
import { DEFAULT_TOLERANCE, distanceAllowed, isNear, type Tolerance } from './tolerance';

export interface Verdict {
  readonly status: 'blank' | 'right' | 'wrong';
  /** What to say to a wrong answer, such as the slip that it looks like; null where nothing is known of it. */
  readonly message: string | null;
}

export interface Key {
  /** Of an open key; a sealed one has its own. Default three digits. */
  readonly tolerance?: Tolerance;
  /** Said where no slip is known. */
  readonly hint?: string;
}

const BLANK: Verdict = { status: 'blank', message: null };
const RIGHT: Verdict = { status: 'right', message: null };

/** Part of the largest entry of a matrix below which differences are rounding, in entries that should be 0, say. */
const ROUNDING = 1e-9;

/**
 * Compares an answer with its key: sealed text, which takes one answer, or the right value or matrix itself, entry by entry.
 *
 * @throws CellmerError `data` where the key cannot be compared with anything, or several answers are given for a sealed one
 */
export function checkAnswer(
  answer: CellMatrix,
  key: CellMatrix,
  { tolerance, hint }: Key = {},
  hash: SlowHash = slowHash,
): Verdict {
  const first = key[0]?.[0];
  const verdict =
    sizeOf(key) === '1 × 1' && isSealed(first)
      ? checkSealed(oneAnswer(answer), readSeal(first), tolerance, hash)
      : checkOpen(answer, key, tolerance ?? DEFAULT_TOLERANCE, hint);
  return verdict.status === 'wrong' ? { ...verdict, message: verdict.message ?? hint ?? null } : verdict;
}

/** `✓ Right`, `✗ Not yet: …` or `… not answered yet`. */
export function verdictLine({ status, message }: Verdict): string {
  if (status !== 'wrong') return VERDICT_WORDS[status];
  return message === null ? VERDICT_WORDS.wrong : `${VERDICT_WORDS.wrong}: ${message}`;
}

export const VERDICT_WORDS: Readonly<Record<Verdict['status'], string>> = {
  blank: '… not answered yet',
  right: '✓ Right',
  wrong: '✗ Not yet',
};

function wrong(message: string | null = null): Verdict {
  return { status: 'wrong', message };
}

function oneAnswer(answer: CellMatrix): Cell {
  if (sizeOf(answer) === '1 × 1') return answer[0][0];
  throw new CellmerError(
    'data',
    `answer is ${counted(answer.flat().length, 'cell')}: a sealed key is compared with one answer at a time.`,
  );
}

function checkSealed(answer: Cell, seal: Seal, tolerance: Tolerance | undefined, hash: SlowHash): Verdict {
  if (tolerance !== undefined)
    throw new CellmerError('option', 'tolerance is given: a sealed key has its own, so leave it out.');
  if (isBlank(answer)) return BLANK;
  if (isCellError(answer)) return wrong(errorWords(answer.error));
  const { rule } = seal;
  if (rule === 'text') return textVerdict(entriesIn(seal, plainText(answer), hash));
  return typeof answer === 'number' ? sealedNumber(answer, seal, rule, hash) : wrong(noNumber(answer));
}

function textVerdict(entries: readonly Entry[]): Verdict {
  if (entries.some(({ isKey }) => isKey)) return RIGHT;
  return wrong(entries[0]?.words);
}

function sealedNumber(answer: number, seal: Seal, rule: Tolerance, hash: SlowHash): Verdict {
  // Each class is asked for once: that takes almost all of the time.
  const opened = new Map<string, Entry[]>();
  const entriesOf = (name: string): Entry[] => {
    const known = opened.get(name) ?? entriesIn(seal, name, hash);
    opened.set(name, known);
    return known;
  };
  const near = (value: number): Entry[] =>
    classesOf(value, rule)
      .flatMap(entriesOf)
      .filter((entry) => isNear(value, entry.value!, distanceAllowed(rule, entry.value!)));
  const isKey = (value: number): boolean => near(value).some((entry) => entry.isKey);
  const found = near(answer);
  if (found.some((entry) => entry.isKey)) return RIGHT;
  const slips = USUAL_SLIPS.filter(({ isMinor }) => isMinor !== true || 'digits' in rule);
  return wrong(found[0]?.words ?? slipWords(slips, [[answer]], ([[value]]) => isKey(value)));
}

function checkOpen(answer: CellMatrix, key: CellMatrix, tolerance: Tolerance, hint?: string): Verdict {
  if (answer.every((row) => row.every(isBlank))) return BLANK;
  if (sizeOf(answer) !== sizeOf(key)) return wrong(`expected ${sizeWords(key)}, found ${sizeWords(answer)}`);
  const isOne = sizeOf(key) === '1 × 1';
  const keys = key.map((row, i) =>
    row.map((cell, j) => readKey(cell, isOne ? 'key' : `key, ${placeIn(key, i, j)},`)),
  );
  const allowed = distances(keys, tolerance);
  const problems = answer.flatMap((row, i) =>
    row.flatMap((cell, j) => {
      const problem = openProblem(cell, keys[i][j], allowed[i][j]);
      return problem === null ? [] : [{ place: placeIn(key, i, j), problem }];
    }),
  );
  if (problems.length === 0) return RIGHT;
  const [{ place, problem }] = problems;
  const slip = openSlip(answer, keys, allowed);
  if (isOne || slip !== null) return wrong(slip ?? (problem === '' ? null : problem));
  const others = problems.length === 1 ? '' : `, and ${counted(problems.length - 1, 'other')}`;
  if (problem !== '') return wrong(`${place}: ${problem}${others}`);
  return wrong(`${place} is not right${others}${hint === undefined ? '' : `. ${hint}`}`);
}

/** Null where the answer is right, empty where there is nothing to say but that it is not. */
function openProblem(answer: Cell, key: number | string, allowed: number): string | null {
  if (isBlank(answer)) return 'nothing there yet';
  if (isCellError(answer)) return errorWords(answer.error);
  if (typeof key === 'string') return plainText(answer) === plainText(key) ? null : '';
  if (typeof answer !== 'number') return noNumber(answer);
  return isNear(answer, key, allowed) ? null : '';
}

/** A slip that was made in all entries. */
function openSlip(
  answer: CellMatrix,
  keys: readonly (readonly (number | string)[])[],
  allowed: readonly (readonly number[])[],
): string | null {
  const isNumbers = [answer, keys].every((rows) =>
    rows.every((row) => row.every((cell) => typeof cell === 'number')),
  );
  if (!isNumbers) return null;
  return slipWords(USUAL_SLIPS, answer as number[][], (values) =>
    values.every((row, i) => row.every((value, j) => isNear(value, keys[i][j] as number, allowed[i][j]))),
  );
}

function slipWords(
  slips: readonly UsualSlip[],
  answer: readonly (readonly number[])[],
  isRight: (answer: readonly (readonly number[])[]) => boolean,
): string | null {
  const slip = slips.find(({ mended }) => {
    const values = answer.map((row) => row.map(mended));
    return values.every((row) => row.every(Number.isFinite)) && isRight(values);
  });
  return slip?.words ?? null;
}

/** The greatest distances from the entries of a key that are right. */
function distances(keys: readonly (readonly (number | string)[])[], tolerance: Tolerance): number[][] {
  const sizes = keys.flat().map((key) => (typeof key === 'number' ? Math.abs(key) : 0));
  const rounding = sizes.length > 1 ? ROUNDING * Math.max(...sizes) : 0;
  return keys.map((row) =>
    row.map((key) => (typeof key === 'number' ? Math.max(distanceAllowed(tolerance, key), rounding) : 0)),
  );
}

/** What to say to an answer that is no number, where one is wanted. */
function noNumber(answer: Exclude<Cell, number>): string {
  if (typeof answer === 'boolean') return `${String(answer).toUpperCase()} is no number`;
  const text = trimText(String(answer));
  const shown = JSON.stringify(text.length > LONGEST_SHOWN ? `${text.slice(0, LONGEST_SHOWN)}…` : text);
  const isNumber = isNumericText(text) || writtenNumber(text, '.') !== null;
  if (isNumber) return `${shown} is text, not a number: type it into a cell that is not formatted as text`;
  if (writtenNumber(text, ',') !== null)
    return `${shown} is text, not a number: type it with the decimal mark of this spreadsheet, a point perhaps`;
  return `${shown} is text: expected a number`;
}

/** Characters of an answer that are repeated. */
const LONGEST_SHOWN = 30;

function errorWords(error: string): string {
  return `the answer is the error ${error}`;
}

function sizeOf(cells: CellMatrix): string {
  return `${cells.length} × ${cells[0]?.length ?? 0}`;
}

function sizeWords(cells: CellMatrix): string {
  const [rows, columns] = [cells.length, cells[0]?.length ?? 0];
  return rows === 1 && columns === 1 ? 'one cell' : `${counted(rows, 'row')} of ${counted(columns, 'cell')}`;
}

function placeIn(key: CellMatrix, row: number, column: number): string {
  if (key.length === 1) return `column ${column + 1}`;
  return key[0].length === 1 ? `row ${row + 1}` : `row ${row + 1}, column ${column + 1}`;
}
