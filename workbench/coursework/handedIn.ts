/** What a student has handed in, be it a workbook or a receipt: whose it is, and the answers in it. */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { encodingOf, hasReceipt, receiptsIn, type Cell, type Receipt } from '../../src/index';
import { fileName } from '../../taskpane/course/fileName';
import { isZip } from '../files/zip';
import type { Block } from './book';
import { locate, type Landmark } from './finding';
import { same } from './key';
import { CourseworkProblem } from './problem';
import { placesOf, reachOf, type Reach } from './references';
import { readStored, type StoredBook, type StoredCell } from './stored';
import { ASSIGNMENT, VERSION } from './stamp';

/** An answer as it is in the file. */
export interface Answer {
  /** By row. */
  readonly cells: readonly (readonly StoredCell[])[];
  /** Null for a receipt, which has no formulas. */
  readonly formulas: {
    /** Whether all cells of it have one. */
    readonly areAll: boolean;
    readonly reach: () => Reach;
  } | null;
}

export interface HandedIn {
  /** Name of the file. */
  readonly file: string;
  /** What the cell `student` has; null where it is blank or not there. */
  readonly student: Cell;
  /** What the name of the file says of that, `HW3_ada.xlsx`; null where it says nothing. */
  readonly studentOfFile: string | null;
  readonly assignment: string | null;
  readonly version: string | null;
  /** By question; null for one whose cell is not found. */
  readonly answers: readonly (Answer | null)[];
  /** Null for a receipt. */
  readonly book: StoredBook | null;
  /** Null for a receipt. */
  readonly bytes: Uint8Array | null;
  /** Of the bytes; null for a receipt. */
  readonly digest: string | null;
}

/** What of the teacher's workbook has to be found again. */
export interface Landmarks {
  readonly assignment: string;
  readonly student: Landmark | null;
  readonly answers: readonly Landmark[];
  /** Labels of the questions, by which receipts have the answers. */
  readonly labels: readonly string[];
}

/** A file, or one line of it, that cannot be graded, and why. */
export interface Unreadable {
  readonly file: string;
  readonly problem: string;
}

/** A workbook is one thing that is handed in, a text as many as it has receipts. */
export async function readHandedIn(
  bytes: Uint8Array,
  file: string,
  landmarks: Landmarks,
): Promise<(HandedIn | Unreadable)[]> {
  const text = isZip(bytes) ? '' : new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (hasReceipt(text))
    return receiptsIn(text).map((receipt, i, all) => {
      const name = all.length > 1 ? `${file}, receipt ${i + 1}` : file;
      return typeof receipt === 'string'
        ? { file: name, problem: receipt }
        : ofReceipt(receipt, name, landmarks);
    });
  try {
    return [ofWorkbook(await readStored(bytes, file), bytes, file, landmarks)];
  } catch (error) {
    if (error instanceof CourseworkProblem) return [{ file, problem: error.message }];
    throw error;
  }
}

function ofWorkbook(book: StoredBook, bytes: Uint8Array, file: string, landmarks: Landmarks): HandedIn {
  const { student, answers } = landmarks;
  const place = student && locate(book, student);
  const own = place && book.cell(place);
  const id = own === null || typeof own === 'object' || own === '' ? null : own;
  return {
    file,
    student: id,
    studentOfFile: studentIn(file, landmarks.assignment, id),
    assignment: propertyOf(book, ASSIGNMENT),
    version: propertyOf(book, VERSION),
    answers: answers.map((one) => {
      const block = locate(book, one);
      return block && answerIn(book, block);
    }),
    book,
    bytes,
    digest: bytesToHex(sha256(bytes)),
  };
}

function answerIn(book: StoredBook, block: Block): Answer {
  const places = placesOf(block);
  const cells = Array.from({ length: block.rows }, (_, i) =>
    places.slice(i * block.columns, (i + 1) * block.columns).map((place) => book.cell(place)),
  );
  let reach: Reach | null = null;
  return {
    cells,
    formulas: {
      // One formula may fill all of a block.
      areAll: places.every((place) => book.formula(place) !== null) || book.formula(places[0]) !== null,
      reach: () => (reach ??= reachOf(book, block)),
    },
  };
}

function ofReceipt(
  { assignment, version, student, answers }: Receipt,
  file: string,
  { labels }: Landmarks,
): HandedIn {
  return {
    file,
    student: /^(?:0|[1-9]\d{0,14})$/.test(student.trim()) ? Number(student) : student.trim() || null,
    studentOfFile: null,
    assignment,
    version,
    answers: labels.map((label) => {
      const cells = answers.get(label);
      return cells ? { cells, formulas: null } : null;
    }),
    book: null,
    bytes: null,
    digest: null,
  };
}

function propertyOf({ properties }: StoredBook, name: string): string | null {
  const value = properties[name];
  return typeof value === 'string' && value !== '' ? value : null;
}

/**
 * Learning platforms put names and numbers before and behind what a file was called.
 *
 * @param own what the file itself says; where its name can be made of that, it says the same
 */
function studentIn(file: string, assignment: string, own: Cell): string | null {
  const name = file
    .replace(/^.*[/\\]/, '')
    .replace(/\.[^.]*$/, '')
    .normalize();
  const beginning = `${fileName(assignment)}_`.normalize();
  const at = name.toLowerCase().lastIndexOf(beginning.toLowerCase());
  if (at < 0) return null;
  const rest = name.slice(at + beginning.length).trim();
  // A second download is `HW3_ada-1.xlsx` or `HW3_ada (1).xlsx`.
  const found = rest.replace(/(?:\s*\(\d+\)|-\d)$/, '').trim();
  const isOwn = own !== null && [rest, found].some((text) => same(text, fileName(String(own))));
  return isOwn ? String(own) : found || null;
}
