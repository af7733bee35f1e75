/**
 * A fingerprint of everything a fit depends on, by which results are found again.
 *
 * Cells become a stream of 32-bit words that can be read back in only one way, and each of four lanes of 32 bits takes
 * in every word with constants of its own (multiply, rotate, add, as in MurmurHash3). Each step is a bijection of the
 * word and of the lane, so two requests that differ in a single word never collide; any others do with odds of about
 * 2⁻¹²⁸. Sheets are not adversaries, and a cache of a thousand results would need 10³³ of them to err once.
 */

import {
  runThrough,
  type Analysis,
  type Cell,
  type CellMatrix,
  type ModelRequest,
  type Steps,
} from '../src/index';
import { isLikelihood, type WholeQuestion } from './questions';

/** High words of NaNs that no cell can hold: they start everything that is not a number. */
const TEXT = 0xfff90001 | 0;
const TRUE = 0xfff90002 | 0;
const FALSE = 0xfff90003 | 0;
const BLANK = 0xfff90004 | 0;
const ERROR = 0xfff90005 | 0;
const MATRIX = 0xfff90006 | 0;
const END = 0xfff90007 | 0;

/** 128 bits as 32 hexadecimal digits each. */
export interface RequestKeys {
  /** Of the cells, and of what decides which rows are used and how they are coded. */
  readonly data: string;
  /** Of the model alone. */
  readonly model: string;
  /** Of the question about it. */
  readonly question: string;
}

/** The address is not part of it: equal cells elsewhere are the same fit. */
export function requestKey(request: ModelRequest, analysis: Analysis = { kind: 'summary' }): string {
  return runThrough(requestKeySteps(request, analysis)).question;
}

/**
 * Of a call of a custom function: its name, arguments and their addresses, which its messages may name. Of a question about a
 * likelihood: the question, and its columns.
 */
export function* callKeySteps(asked: WholeQuestion): Steps<string> {
  const hash = new Hash();
  if (isLikelihood(asked)) {
    const { request, ...question } = asked;
    const { columns, ...settings } = request;
    yield* addSettings(hash, { ...question, ...settings });
    for (const { name, values } of columns) {
      addText(hash, name);
      addText(hash, yield* columnDigest(values));
    }
    return hash.digest();
  }
  const { id, values, addresses, wanted = 'cells' } = asked;
  addText(hash, id);
  addText(hash, wanted);
  yield* addSettings(hash, values);
  yield* addSettings(hash, addresses);
  return hash.digest();
}

/** In steps of a few thousand cells, fewer where they hold long texts. */
export function* requestKeySteps(request: ModelRequest, analysis: Analysis): Steps<RequestKeys> {
  const hash = new Hash();
  const { method, level, ddf, maxEvaluations, tolerance, optimizer, start, notes, ...ofData } =
    request.options;
  const ofFit = { method, level, ddf, maxEvaluations, tolerance, optimizer, start, notes };
  yield* addCells(hash, request.data);
  if (isMatrix(request.model)) yield* addCells(hash, request.model);
  yield* addSettings(hash, ofData);
  const data = hash.digest();
  if (!isMatrix(request.model)) addCell(hash, request.model);
  yield* addSettings(hash, ofFit);
  yield* addSettings(hash, request.others ?? []);
  const model = hash.digest();
  yield* addSettings(hash, analysis);
  return { data, model, question: hash.digest() };
}

function isMatrix(value: unknown): value is CellMatrix {
  return Array.isArray(value) && Array.isArray(value[0]);
}

/** Names and values, whatever their order; a value that is a range of cells goes in cell by cell. */
function* addSettings(hash: Hash, settings: object): Steps<void> {
  for (const [name, value] of Object.entries(settings).sort(([a], [b]) => (a < b ? -1 : 1))) {
    addText(hash, name);
    if (isMatrix(value)) yield* addCells(hash, value);
    else addText(hash, JSON.stringify(value, exactly) ?? '');
  }
  hash.add(END);
}

/** JSON has no words for these numbers. */
function exactly(_name: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
}

/** Words after which a step ends: two for a number. */
const STEP = 10_000;

function* addCells(hash: Hash, cells: CellMatrix): Steps<void> {
  hash.add(MATRIX);
  hash.add(cells.length);
  let end = hash.words + STEP;
  for (const row of cells) {
    hash.add(row.length);
    for (let j = 0; j < row.length; j++) addCell(hash, row[j]);
    if (hash.words < end) continue;
    end = hash.words + STEP;
    yield;
  }
}

/** Columns do not change, and the same ones are asked about again and again. */
const digests = new WeakMap<Float64Array, string>();

function* columnDigest(values: Float64Array): Steps<string> {
  const found = digests.get(values);
  if (found !== undefined) return found;
  const hash = new Hash();
  const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
  for (let from = 0; from < words.length; from += STEP) {
    for (let i = from; i < Math.min(from + STEP, words.length); i++) hash.add(words[i]);
    yield;
  }
  hash.add(words.length);
  const digest = hash.digest();
  digests.set(values, digest);
  return digest;
}

const double = new Float64Array(1);
const halves = new Uint32Array(double.buffer);

function addCell(hash: Hash, cell: Cell): void {
  if (typeof cell === 'number') {
    double[0] = cell;
    // The half with sign and exponent comes first, where the tags are looked for. (All machines are little-endian.)
    hash.add(halves[1] | 0);
    hash.add(halves[0] | 0);
  } else if (typeof cell === 'string') {
    if (cell === '') hash.add(BLANK);
    else addText(hash, cell);
  } else if (cell == null) hash.add(BLANK);
  else if (typeof cell === 'boolean') hash.add(cell ? TRUE : FALSE);
  else {
    hash.add(ERROR);
    addText(hash, cell.error);
  }
}

/** Length, then two UTF-16 codes per word. */
function addText(hash: Hash, text: string): void {
  hash.add(TEXT);
  hash.add(text.length);
  for (let i = 0; i < text.length; i += 2)
    hash.add(text.charCodeAt(i) | (i + 1 < text.length ? text.charCodeAt(i + 1) << 16 : 0));
}

class Hash {
  /** Taken in so far. */
  words = 0;
  private a = 0x9e3779b9 | 0;
  private b = 0x243f6a88 | 0;
  private c = 0xb7e15162 | 0;
  private d = 0x6a09e667 | 0;

  add(word: number): void {
    this.words++;
    let x = Math.imul(word, 0xcc9e2d51 | 0);
    x = this.a ^ ((x << 15) | (x >>> 17));
    this.a = (Math.imul((x << 13) | (x >>> 19), 5) + 0xe6546b64) | 0;

    x = Math.imul(word, 0x1b873593);
    x = this.b ^ ((x << 17) | (x >>> 15));
    this.b = (Math.imul((x << 11) | (x >>> 21), 9) + 0x561ccd1b) | 0;

    x = Math.imul(word, 0x85ebca6b | 0);
    x = this.c ^ ((x << 19) | (x >>> 13));
    this.c = (Math.imul((x << 7) | (x >>> 25), 13) + 0x0bcaa747) | 0;

    x = Math.imul(word, 0xc2b2ae35 | 0);
    x = this.d ^ ((x << 11) | (x >>> 21));
    this.d = (Math.imul((x << 17) | (x >>> 15), 17) + 0x96cd1c35) | 0;
  }

  digest(): string {
    return [this.a, this.b, this.c, this.d].map(finish).join('');
  }
}

/** Spreads each bit over the whole word (MurmurHash3's finalizer, a bijection). */
function finish(word: number): string {
  let x = word ^ (word >>> 16);
  x = Math.imul(x, 0x85ebca6b | 0);
  x ^= x >>> 13;
  x = Math.imul(x, 0xc2b2ae35 | 0);
  x ^= x >>> 16;
  return (x >>> 0).toString(16).padStart(8, '0');
}
