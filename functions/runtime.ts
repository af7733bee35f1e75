/**
 * The border between Excel's cells and the core's: what arrives in an argument, what may leave as an answer, and how
 * an error becomes a cell. Knows the global `CustomFunctions` and nothing else of Office.
 */

import {
  type Cell,
  type CellMatrix,
  CellmerError,
  type CellOptions,
  foreseen,
  type OutputCell,
  type OutputMatrix,
  type Report,
  toCells,
} from '../src/index';
import { isInterruption } from '../worker/replay';
import { checkAnswerSize } from './messageSize';

/** A cell of a data type, such as an entity, in the host's own JSON. */
export class RichCell {
  constructor(readonly value: object) {}
}

/** A block of cells that is still known by its tables. */
export class LaidOut {
  constructor(
    readonly report: Report,
    readonly cells?: CellOptions,
  ) {}
}

export function laidOut(report: Report, cells?: CellOptions): LaidOut {
  return new LaidOut(report, cells);
}

/** What a function may compute: one value or a block of them. */
export type Answer = OutputCell | OutputMatrix | RichCell | LaidOut;

/** Longest message an error card shows without becoming unreadable, in characters. */
const LONGEST_MESSAGE = 400;

/** Rows of what Excel shows, or a promise of them; functions declare it as the plain matrix their metadata must name. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type HostAnswer = any;

/**
 * Runs `compute` and returns what Excel can show: rows of equal length (one value is 1×1), or a promise of them.
 * Empty cells are empty text; NaN and infinities, which Excel would turn into 0, are `#NUM!`.
 *
 * Throws, or rejects with, `CustomFunctions.Error` and nothing else: `#VALUE!` with the sentence of a CellmerError, or
 * with a general sentence for anything unexpected.
 */
export function answer(compute: () => Answer | Promise<Answer>): HostAnswer {
  try {
    const result = compute();
    return isPromise(result) ? result.then(toHost).catch(fail) : toHost(result);
  } catch (error) {
    return fail(error);
  }
}

/** What arrived in an argument, a range or a single value. */
export interface Incoming {
  /** Rows of plain cells: errors are `{ error: '#DIV/0!' }`, blanks null, entities and formatted numbers what they stand for. */
  readonly cells: CellMatrix;
  /** The same rows as the host handed them over, where not all of their cells are plain. */
  readonly rich: readonly (readonly unknown[])[] | null;
}

/** Looks through an argument, once on its way in. An omitted one is a blank cell. */
export function incoming(argument: unknown): Incoming {
  const given: readonly unknown[] = Array.isArray(argument) ? argument : [[argument ?? null]];
  const arePlain = given.every((row) => Array.isArray(row) && row.every(isPlain));
  if (arePlain) return { cells: given as CellMatrix, rich: null };
  const rich = given.map(asRow);
  return { cells: rich.map((row) => row.map(incomingCell)), rich };
}

function asRow(row: unknown): readonly unknown[] {
  return Array.isArray(row) ? row : [row];
}

function incomingCell(value: unknown): Cell {
  if (isPlain(value)) return value ?? null;
  if (typeof value === 'object') return objectCell(value as HostObject);
  return { error: '#VALUE!' };
}

/** `CustomFunctions.Error` has `code`; the cell values of Excel's data types have `type`, `basicType`, `basicValue`. */
interface HostObject {
  readonly code?: unknown;
  readonly error?: unknown;
  readonly type?: unknown;
  readonly text?: unknown;
  readonly basicValue?: unknown;
}

function objectCell(value: HostObject): Cell {
  if (typeof value.error === 'string') return { error: value.error };
  if (typeof value.code === 'string' && value.code.startsWith('#')) return { error: value.code };
  if (value.type === 'Empty') return null;
  if (value.type === 'Error') return { error: String(value.basicValue) };
  // An entity is, to a formula, #VALUE!; what its cell shows is its text.
  if (typeof value.text === 'string') return value.text;
  return value.basicValue != null && isPlain(value.basicValue) ? value.basicValue : { error: '#VALUE!' };
}

function isPlain(value: unknown): value is number | string | boolean | null | undefined {
  return (
    value == null || typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean'
  );
}

function isPromise(value: Answer | Promise<Answer>): value is Promise<Answer> {
  return typeof (value as Promise<Answer> | null)?.then === 'function';
}

function isMatrix(value: Answer): value is OutputMatrix {
  return Array.isArray(value);
}

function toHost(result: Answer): unknown[][] {
  if (result instanceof RichCell) return [[result.value]];
  if (result instanceof LaidOut) return toHost(toCells(result.report, result.cells));
  if (!isMatrix(result)) return [[outgoingCell(result)]];
  // Excel has no empty blocks.
  if (result.length === 0) return [['']];
  const width = result.reduce((widest, row) => Math.max(widest, row.length), 0);
  checkAnswerSize(result.length, width);
  return result.map((row) => Array.from({ length: width }, (_, column) => outgoingCell(row[column])));
}

function outgoingCell(cell: OutputCell | undefined): unknown {
  if (cell == null) return '';
  if (typeof cell === 'number') return Number.isFinite(cell) ? cell : hostError('#NUM!');
  if (typeof cell === 'object') return hostError(cell.error, cell.message);
  return cell;
}

/** Throws what Excel shows for an error: `#VALUE!` with its sentence. */
export function fail(error: unknown): never {
  if (isInterruption(error)) throw error;
  throw hostError('#VALUE!', sentence(error));
}

/** What an error says to the person who typed the formula; for the unexpected, never its stack. */
function sentence(error: unknown): string {
  if (isHostError(error) && error.message) return error.message;
  return brief(foreseen(error, 'computing this cell'));
}

/**
 * The message on one line: an error card has a proportional font, so the caret under a wrong character says
 * nothing there and the text from that character on takes its place.
 */
function brief(error: CellmerError): string {
  if (error.source === undefined || error.position === undefined) return shorten(error.message);
  const [first] = error.message.split('\n');
  const rest = error.source.slice(error.position).trim();
  return shorten(rest ? `${first}, at: ${rest}` : `${first}, at the end of: ${error.source.trim()}`);
}

function shorten(text: string): string {
  const line = text.replace(/\s*\n\s*/g, ' ');
  if (line.length <= LONGEST_MESSAGE) return line;
  const cut = line.slice(0, LONGEST_MESSAGE - 1);
  return `${cut.slice(0, Math.max(cut.lastIndexOf(' '), LONGEST_MESSAGE / 2))}…`;
}

export function isHostError(error: unknown): error is CustomFunctions.Error {
  return typeof (error as { code?: unknown } | null)?.code === 'string' && !(error instanceof CellmerError);
}

/** Excel shows a message for #VALUE! and #N/A only; with any other code it must not be given. */
function hostError(code: string, message?: string): CustomFunctions.Error {
  const shown = code === '#VALUE!' || code === '#N/A' ? message : undefined;
  const HostError = typeof CustomFunctions === 'undefined' ? PlainHostError : CustomFunctions.Error;
  // The enumeration's values are the codes themselves.
  return new HostError(code as CustomFunctions.ErrorCode, shown && shorten(shown));
}

/** A cell of an answer that comes from a worker, where the host's class of errors is not at hand. */
export function fromWorker(cell: unknown): unknown {
  return isHostError(cell) ? hostError(cell.code, cell.message) : cell;
}

/** In place of `CustomFunctions.Error` outside Excel. */
class PlainHostError {
  constructor(
    readonly code: CustomFunctions.ErrorCode,
    readonly message?: string,
  ) {}
}
