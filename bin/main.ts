/** What the command line does, apart from the process it runs in. */

import {
  analyseModel,
  answerReport,
  EncodingSurvey,
  foreseen,
  prepareModel,
  prepareTable,
  readText,
  readTextTable,
  toCells,
  toPlain,
  toText,
  UnreadableText,
  type ByteSource,
  type CellMatrix,
  type ModelInput,
  type Report,
  type TableReader,
  type TextNote,
  type TextOptions,
  type TextPlace,
  type TextTable,
} from '../src/index';
import packageJson from '../package.json';
import { HELP, parseArguments, type FitCommand, type PredictCommand, type TablesCommand } from './arguments';
import { runCoursework, type Disk } from './coursework';
import { joinedCsv } from './csv';
import { toJson } from './json';
import { printSummary } from './summary';
import { flagFor } from './textOptions';
import { UsageError } from './usage';

/** The outside world, handed in so that tests need no process. */
export interface Shell {
  /** A file, or standard input for `-`; its pieces throw an `UnreadableFile` when it cannot be read. */
  readonly open: (file: string) => ByteSource;
  /** Throws an `UnwritableOutput` when it cannot be written. */
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
}

const DONE = 0;
const NOT_DONE = 1;
const WRONG_USAGE = 2;
const OWN_FAULT = 3;

/**
 * Runs one command.
 *
 * @param args the arguments behind the program's name
 * @param disk for the commands that write files
 * @returns the exit code: 0 done, 1 not done (data, model, unreadable file), 2 wrong arguments, 3 a fault of the program; a promise of it for
 *   the commands that write files
 */
export function main(args: readonly string[], shell: Shell): number;
export function main(args: readonly string[], shell: Shell, disk: Disk): number | Promise<number>;
export function main(args: readonly string[], shell: Shell, disk?: Disk): number | Promise<number> {
  try {
    const command = parseArguments(args);
    if (command.command === 'handout' || command.command === 'grade') {
      if (!disk) throw new UsageError(`${command.command} writes files, and there is no place for them here`);
      return runCoursework(command, { ...shell, ...disk }).then(
        () => DONE,
        (error: unknown) => explain(error, args, shell),
      );
    }
    if (command.command === 'fit') shell.write(runFit(command, shell));
    else if (command.command === 'predict') shell.write(runPredict(command, shell));
    else if ('question' in command) shell.write(runTables(command, shell));
    else shell.write(command.command === 'help' ? HELP : `${packageJson.version}\n`);
    return DONE;
  } catch (error) {
    return explain(error, args, shell);
  }
}

function runFit(command: FitCommand, shell: Shell): string {
  const fit = analyseModel(modelInput(command, shell), { kind: 'summary' });
  return command.json
    ? toJson(fit)
    : printSummary(fit, command.file === '-' ? 'standard input' : command.file);
}

function runPredict(
  { file, model, text, newFile, random, interval, options }: PredictCommand,
  shell: Shell,
): string {
  const read = readCells(file, text, shell);
  const { cells, address } = read;
  const fresh = newFile === null ? null : readCells(newFile, text, shell);
  const table = analyseModel(prepareModel({ data: cells, address, model, options }), {
    kind: 'predict',
    newData: fresh?.cells ?? null,
    newDataAddress: fresh?.address ?? null,
    random,
    interval,
    level: options.level,
  });
  return joinedCsv(fresh ?? read, toCells(answerReport('predict', table)));
}

/** The tables as text, or as one JSON object. */
function runTables(command: TablesCommand, shell: Shell): string {
  const report = reportOfAnswer(modelInput(command, shell), command.question);
  return command.json ? `${JSON.stringify(toPlain(report))}\n` : toText(report);
}

function reportOfAnswer(input: ModelInput, question: TablesCommand['question']): Report {
  switch (question.kind) {
    case 'means':
      return answerReport('means', analyseModel(input, question));
    case 'contrasts':
      return answerReport('contrasts', analyseModel(input, question));
    case 'slopes':
      return answerReport('slopes', analyseModel(input, question));
    case 'influence':
      return answerReport('influence', analyseModel(input, question));
    case 'leverage':
      return answerReport('leverage', analyseModel(input, question));
  }
}

const MISSING_HINT = 'a missing value is an empty cell, NA, or a word that --na lists, as in --na "-99,none"';

/** The columns that a model uses, of a file of any size: only they are held. */
function modelInput({ file, model, text, options }: FitCommand | TablesCommand, shell: Shell): ModelInput {
  const read: TableReader = (use) =>
    readable(file, () =>
      readTextTable(shell.open(file), {
        ...text,
        use,
        missingHint: MISSING_HINT,
        onNotes: (notes) => say(notes, shell),
      }),
    );
  return prepareTable(read, { model, options });
}

/** Reads a file as a whole. */
function readCells(
  file: string,
  text: TextOptions,
  shell: Shell,
): { readonly cells: CellMatrix; readonly formats: TextTable['formats']; readonly address: TextPlace } {
  const { cells, lines, formats, notes } = readText(
    readable(file, () => textOf(shell.open(file), file)),
    text,
  );
  say(notes, shell);
  return { cells, formats, address: { lines, missingHint: MISSING_HINT } };
}

/** Says what was taken for granted, in one line, and how to have it otherwise. */
function say(notes: readonly TextNote[], { writeError }: Shell): void {
  if (notes.length === 0) return;
  const parts = notes.map(({ sentence, instead }) => {
    const flag = instead && flagFor(instead);
    return flag === null ? sentence : `${sentence} (else ${flag})`;
  });
  writeError(`cellmer: ${parts.join('; ')}\n`);
}

/** Half a gigabyte: as much as one text can hold. */
const LONGEST_TEXT = 2 ** 29 - 25;

function textOf({ size, pieces, decoder }: ByteSource, file: string): string {
  const survey = new EncodingSurvey();
  const kept: Uint8Array[] = [];
  let length = 0;
  const check = (bytes: number): void => {
    if (bytes > LONGEST_TEXT)
      throw new UnreadableFile(
        `${nameOf(file)} has more than 512 MB: larger files are read by all commands but predict`,
      );
  };
  check(size ?? 0);
  for (const piece of pieces()) {
    check((length += piece.length));
    survey.add(piece);
    kept.push(new Uint8Array(piece));
  }
  const text = decoder(survey.encoding());
  return kept.map((piece) => text.decode(piece, { stream: true })).join('') + text.decode();
}

/** Bytes that no text has are a fault of the file. */
function readable<T>(file: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UnreadableText)
      throw new UnreadableFile(`${nameOf(file)} cannot be read: ${error.message}`);
    throw error;
  }
}

/** Says what went wrong: to people, and in JSON where that is asked for to whoever reads the output. */
function explain(error: unknown, args: readonly string[], { write, writeError }: Shell): number {
  const { exit, code, message, hint = '' } = problemOf(error);
  const isJson = args.slice(0, args.includes('--') ? args.indexOf('--') : undefined).includes('--json');
  writeError(`cellmer: ${message}\n${hint}`);
  if (!isJson || error instanceof UnwritableOutput) return exit;
  try {
    write(`${JSON.stringify({ error: { code, message } })}\n`);
  } catch (problem) {
    writeError(`cellmer: ${problemOf(problem).message}\n`);
  }
  return exit;
}

interface Problem {
  readonly exit: number;
  /** What kind of problem, in a word. */
  readonly code: string;
  readonly message: string;
  /** A further line for people. */
  readonly hint?: string;
}

function problemOf(error: unknown): Problem {
  if (error instanceof UsageError)
    return { exit: WRONG_USAGE, code: 'usage', message: error.message, hint: 'Try "cellmer --help".\n' };
  if (error instanceof UnreadableFile || error instanceof UnwritableOutput)
    return { exit: NOT_DONE, code: 'file', message: error.message };
  const { code, message } = foreseen(error, 'running this command');
  return { exit: code === 'unforeseen' ? OWN_FAULT : NOT_DONE, code, message };
}

/** A data file that cannot be read; the message is a sentence that names it. */
export class UnreadableFile extends Error {}

/** Results that cannot be written. */
export class UnwritableOutput extends Error {
  constructor(reason: string) {
    super(`the result cannot be written: ${reason}`);
  }
}

export function nameOf(file: string): string {
  return file === '-' ? 'standard input' : `"${file}"`;
}
