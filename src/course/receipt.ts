/**
 * A receipt: one line of text that says what somebody hands in, for the text box of a learning platform. Blanks separate its fields, in
 * which everything else that such a box may change is written with percent signs. Its checksum tells of a line that was cut or mistyped,
 * and of nothing more.
 *
 * `cellmer-receipt HW3 1 ada@example.org q1=0.1667 q2=~ML 5F0C81D2`
 */

import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Cell, CellMatrix } from '../table/types';

export interface Receipt {
  readonly assignment: string;
  readonly version: string;
  readonly student: string;
  /** By the labels of questions; blanks are null. */
  readonly answers: ReadonlyMap<string, CellMatrix>;
}

const BEGINNING = 'cellmer-receipt';
const CHECKSUM = /^[0-9A-F]{8}$/;
/** Up to the checksum, over as many lines as a mail may have made of it. */
const ANYWHERE = new RegExp(`${BEGINNING}\\s[^<>"]*?\\s[0-9A-F]{8}(?![0-9A-F%=~.])`, 'g');

export function writeReceipt({ assignment, version, student, answers }: Receipt): string {
  const fields = [...answers].map(
    ([label, cells]) => `${written(label)}=${cells.map((row) => row.map(writtenCell).join(',')).join(';')}`,
  );
  const line = [BEGINNING, ...[assignment, version, student].map(written), ...fields].join(' ');
  return `${line} ${checksum(line)}`;
}

/** All receipts in a text, each read, or the reason why it cannot be. */
export function receiptsIn(text: string): (Receipt | string)[] {
  return [...text.replaceAll('&amp;', '&').matchAll(ANYWHERE)].map(([line]) => readReceipt(line));
}

export function hasReceipt(text: string): boolean {
  return new RegExp(`${BEGINNING}\\s`).test(text);
}

function readReceipt(text: string): Receipt | string {
  const fields = text.trim().split(/\s+/);
  const sum = fields.pop()!;
  if (!CHECKSUM.test(sum) || checksum(fields.join(' ')) !== sum)
    return 'the receipt is not as it was written: something in it has been cut, added or mistyped';
  const [, assignment, version, student, ...answers] = fields.map(String);
  try {
    return {
      assignment: decodeURIComponent(assignment),
      version: decodeURIComponent(version),
      student: decodeURIComponent(student),
      answers: new Map(
        answers.map((field) => {
          const [label, cells = ''] = field.split('=');
          return [decodeURIComponent(label), cells.split(';').map((row) => row.split(',').map(readCell))];
        }),
      ),
    };
  } catch {
    return 'the receipt cannot be read: it was not written by Cellmer';
  }
}

/** A text of no characters still has a field. */
function written(text: string): string {
  const encoded = encodeURIComponent(text)
    .replaceAll('%40', '@')
    .replace(/[~'()*!]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return encoded || '%20';
}

function writtenCell(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return `~${written(cell.error)}`;
  return typeof cell === 'number' ? String(cell) : `~${written(String(cell))}`;
}

function readCell(text: string): Cell {
  if (text === '') return null;
  if (!text.startsWith('~')) return Number(text);
  return decodeURIComponent(text.slice(1));
}

function checksum(line: string): string {
  return bytesToHex(sha256(utf8ToBytes(line)))
    .slice(0, 8)
    .toUpperCase();
}
