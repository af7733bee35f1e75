/** The process around the command line: arguments, files, streams and the exit code. */

import { writeSync } from 'node:fs';
import { DISK, fileSource } from './files';
import { main, UnwritableOutput } from './main';

const STANDARD_OUTPUT = 1;
const STANDARD_ERROR = 2;

/** Why nothing can be written, by the system's name for it. */
const REASONS = new Map([
  ['ENOSPC', 'there is no space left'],
  ['EDQUOT', 'there is no space left that you may use'],
  ['EBADF', 'it is closed'],
]);

process.exitCode = await main(
  process.argv.slice(2),
  {
    open: fileSource,
    write: (text) => writeAll(STANDARD_OUTPUT, text),
    writeError: (text) => writeAll(STANDARD_ERROR, text),
  },
  DISK,
);

/** Writes everything before the process may end; a reader that went away early, such as `head`, is no error. */
function writeAll(stream: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(stream, bytes, at);
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      // Nobody is there who could be told of what cannot be written on standard error.
      if (code === 'EPIPE' || (stream === STANDARD_ERROR && code !== 'EAGAIN')) return;
      // A full pipe that does not block: its reader needs a moment.
      if (code !== 'EAGAIN') throw new UnwritableOutput(REASONS.get(code ?? '') ?? message);
    }
  }
}
