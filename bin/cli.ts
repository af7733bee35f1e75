/** The process around the command line: arguments, files, streams and the exit code. */

import { readFileSync, writeSync } from 'node:fs';
import { encodingOf, type CellmerError } from '../src/index';
import { main, UnreadableFile } from './main';

const STANDARD_INPUT = 0;
const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

process.exitCode = main(process.argv.slice(2), {
  read,
  write: (text) => writeAll(STANDARD_OUTPUT, text),
  writeError: (text) => writeAll(STANDARD_ERROR, text),
});

function read(file: string): string {
  try {
    return textOf(readFileSync(file === '-' ? STANDARD_INPUT : file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException | CellmerError;
    const name = file === '-' ? 'standard input' : `"${file}"`;
    if (code === 'ENOENT') throw new UnreadableFile(`there is no file ${name}`);
    if (code === 'EISDIR') throw new UnreadableFile(`${name} is a folder, not a file`);
    throw new UnreadableFile(`${name} cannot be read: ${message}`);
  }
}

function textOf(bytes: Uint8Array): string {
  return new TextDecoder(encodingOf(bytes)).decode(bytes);
}

/** Writes everything before the process may end; a reader that went away early, such as `head`, is no error. */
function writeAll(stream: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EPIPE') return;
      // A full pipe that does not block: its reader needs a moment.
      if (code !== 'EAGAIN') throw error;
    }
  }
}
