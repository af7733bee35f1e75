/** What the command line does, apart from the process it runs in. */

import {
  analyseModel,
  answerReport,
  CellmerError,
  prepareModel,
  readText,
  toCells,
  toPlain,
  toText,
  type CellMatrix,
  type ModelInput,
  type Report,
  type TextPlace,
} from '../src/index';
import packageJson from '../package.json';
import {
  HELP,
  parseArguments,
  UsageError,
  type FitCommand,
  type PredictCommand,
  type TablesCommand,
} from './arguments';
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
    else if ('question' in command) shell.write(runTables(command, shell));
    else shell.write(command.command === 'help' ? HELP : `${packageJson.version}\n`);
    return FITTED;
  } catch (error) {
    return explain(error, shell);
  }
}

function runFit({ file, model, missing, json, options }: FitCommand, shell: Shell): string {
  const { cells, address } = readData(file, missing, shell);
  const fit = analyseModel(prepareModel({ data: cells, address, model, options }), { kind: 'summary' });
  return json ? toJson(fit) : printSummary(fit, file === '-' ? 'standard input' : file);
}

function runPredict(
  { file, model, missing, newFile, random, interval, options }: PredictCommand,
  shell: Shell,
): string {
  const { cells, address } = readData(file, missing, shell);
  const fresh = newFile === null ? null : readData(newFile, missing, shell);
  const table = analyseModel(prepareModel({ data: cells, address, model, options }), {
    kind: 'predict',
    newData: fresh?.cells ?? null,
    newDataAddress: fresh?.address ?? null,
    random,
    interval,
    level: options.level,
  });
  return joinedCsv(fresh?.cells ?? cells, toCells(answerReport('predict', table)));
}

/** The tables as text, or as one JSON object. */
function runTables({ file, model, missing, json, question, options }: TablesCommand, shell: Shell): string {
  const { cells, address } = readData(file, missing, shell);
  const input = prepareModel({ data: cells, address, model, options });
  const report = reportOfAnswer(input, question);
  return json ? `${JSON.stringify(toPlain(report))}\n` : toText(report);
}

function reportOfAnswer(input: ModelInput, question: TablesCommand['question']): Report {
  switch (question.kind) {
    case 'means':
      return answerReport('means', analyseModel(input, question));
    case 'contrasts':
      return answerReport('contrasts', analyseModel(input, question));
    case 'influence':
      return answerReport('influence', analyseModel(input, question));
    case 'leverage':
      return answerReport('leverage', analyseModel(input, question));
  }
}

const MISSING_HINT = 'a missing value is an empty cell, NA, or a word that --na lists, as in --na "n/a,-,."';

/** Reads a file, and says what could have been read otherwise. */
function readData(
  file: string,
  missing: readonly string[],
  { read, writeError }: Shell,
): { readonly cells: CellMatrix; readonly address: TextPlace } {
  const { cells, lines, notes } = readText(read(file), { missing });
  for (const note of notes) writeError(`cellmer: ${note}\n`);
  return { cells, address: { lines, missingHint: MISSING_HINT } };
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
