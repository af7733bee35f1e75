/** Files, and standard input, as bytes that are read piece by piece. */

import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  readSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { ByteSource } from '../src/index';
import type { Disk } from './coursework';
import { nameOf, UnreadableFile, UnwritableOutput } from './main';

const STANDARD_INPUT = 0;
const PIECE = 1 << 20;
/** Milliseconds until a pipe that does not block is asked again. */
const PAUSE = 5;

/** @param file a path, or `-` for standard input */
export function fileSource(file: string): ByteSource {
  const isFile = file !== '-' && (statSync(file, { throwIfNoEntry: false })?.isFile() ?? false);
  return {
    size: isFile ? statSync(file).size : null,
    pieces: isFile ? () => piecesOf(file) : heldPieces(piecesOf(file)),
    decoder: (encoding) => new TextDecoder(encoding),
  };
}

/** Files as wholes. */
export const DISK: Disk = {
  readFile: (path) => {
    try {
      return readFileSync(path);
    } catch (error) {
      throw explained(error, path);
    }
  },
  filesIn: (path) => {
    if (!(statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false)) return [path];
    const files = readdirSync(path, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
    return files.map((one) => join(one.parentPath ?? one.path, one.name)).sort();
  },
  writeFile: (path, content) => {
    try {
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
    } catch (error) {
      throw new UnwritableOutput((error as Error).message);
    }
  },
};

function* piecesOf(file: string): Generator<Uint8Array, void, void> {
  let descriptor: number | null = null;
  try {
    descriptor = file === '-' ? STANDARD_INPUT : openSync(file, 'r');
    const buffer = new Uint8Array(PIECE);
    for (;;) {
      const length = readSome(descriptor, buffer);
      if (length === 0) return;
      yield buffer.subarray(0, length);
    }
  } catch (error) {
    throw explained(error, file);
  } finally {
    if (descriptor !== null && descriptor !== STANDARD_INPUT) closeSync(descriptor);
  }
}

/** What comes once only is kept, for it may have to be read twice. */
function heldPieces(pieces: Iterator<Uint8Array>): () => Generator<Uint8Array, void, void> {
  const held: Uint8Array[] = [];
  return function* () {
    for (let i = 0; ; i++) {
      if (i === held.length) {
        const { value, done } = pieces.next();
        if (done) return;
        held.push(value.slice());
      }
      yield held[i];
    }
  };
}

function readSome(descriptor: number, buffer: Uint8Array): number {
  for (;;) {
    try {
      return readSync(descriptor, buffer);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EOF') return 0;
      if (code !== 'EAGAIN') throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE);
    }
  }
}

/** @returns a sentence that names the file */
function explained(error: unknown, file: string): unknown {
  const { code, message } = error as NodeJS.ErrnoException;
  if (code === undefined) return error;
  const name = nameOf(file);
  if (code === 'ENOENT') return new UnreadableFile(`there is no file ${name}`);
  if (code === 'EISDIR') return new UnreadableFile(`${name} is a folder, not a file`);
  return new UnreadableFile(`${name} cannot be read: ${message}`);
}
