/** What the command line does, apart from the process it runs in. */

import { analyseModel, CellmerError, fitModel, parseCsv, predictionCells, prepareModel } from '../src/index';
import packageJson from '../package.json';
import { HELP, parseArguments, UsageError, type FitCommand, type PredictCommand } from './arguments';
import { joinedCsv } from './csv';
import { toJson } from './json';
import { printSummary } from './summary';

/** The outside world, handed in so that tests need no process. */
export interface Shell {
  /** Text of a file, or of standard input for `-`; throws an Error when it cannot be read. */
  readonly read: (file: string) => string;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

const FITTED = 0;
const NOT_FITTED = 1;
const WRONG_USAGE = 2;

/**
 * Runs one command.
 *
 * @param args the arguments behind the program's name
 * @returns the exit code: 0 fitted, 1 not fitted (data, model, unreadable file), 2 wrong arguments
 */
export function main(args: readonly string[], shell: Shell): number {
  try {
    const command = parseArguments(args);
    if (command.command === 'fit') shell.write(runFit(command, shell));
    else if (command.command === 'predict') shell.write(runPredict(command, shell));
    else shell.write(command.command === 'help' ? HELP : `${packageJson.version}\n`);
    return FITTED;
  } catch (error) {
    return explain(error, shell);
  }
}

function runFit({ file, model, json, options }: FitCommand, { read }: Shell): string {
  const data = parseCsv(read(file));
  const fit = fitModel(prepareModel({ data, model, options }));
  return json ? toJson(fit) : printSummary(fit, file === '-' ? 'standard input' : file);
}

function runPredict(
  { file, model, newFile, random, interval, options }: PredictCommand,
  { read }: Shell,
): string {
  const data = parseCsv(read(file));
  const newData = newFile === null ? null : parseCsv(read(newFile));
  const question = { newData, newDataAddress: null, random, interval, level: options.level };
  const table = analyseModel(prepareModel({ data, model, options }), { kind: 'predict', ...question });
  return joinedCsv(newData ?? data, predictionCells(table));
}

function explain(error: unknown, { writeError }: Shell): number {
  if (error instanceof UsageError) {
    writeError(`cellmer: ${error.message}\nTry "cellmer --help".\n`);
    return WRONG_USAGE;
  }
  if (error instanceof CellmerError || error instanceof UnreadableFile) {
    writeError(`cellmer: ${error.message}\n`);
    return NOT_FITTED;
  }
  throw error;
}

/** A data file that cannot be read; the message is a sentence that names it. */
export class UnreadableFile extends Error {}
