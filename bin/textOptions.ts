/** How a file is to be read, as arguments of the command line. */

import { dateOrderOf, type Separator, type TextOptions } from '../src/index';
import { optionHelp } from './optionHelp';
import { UsageError } from './usage';

const SEPARATORS: ReadonlyMap<string, Separator> = new Map([
  ...[',', ';', '\t', '|', ' '].map((sign) => [sign, sign as Separator] as const),
  ['\\t', '\t'],
  ['comma', ','],
  ['semicolon', ';'],
  ['tab', '\t'],
  ['pipe', '|'],
  ['space', ' '],
]);

const HELP = [
  ['--na WORDS', 'further words for a missing value, with commas between them, such as --na "-99,none"'],
  ['--keep-words', 'words such as . - ? N/A NULL among numbers are not missing'],
  ['--sep SIGN', 'what separates fields: comma, semicolon, tab, pipe, space or the sign itself'],
  ['--dec SIGN', 'the decimal mark of all numbers, . or ,'],
  ['--skip LINES', 'how many lines above the table are no part of it'],
  ['--headers LINES', 'how many lines hold the names of columns: 0, 1, 2 or auto (default auto)'],
  ['--units WORD', 'whether a line of units stands below the names: yes or no'],
  ['--row-names WORD', 'whether rows begin with a name that no column name stands above: yes or no'],
  [
    '--locale NAME',
    'the language in whose order day and month stand where they tell nothing, such as de or en-US',
  ],
  ['--text COLUMNS', 'columns that are text whatever they look like, with commas between them'],
] as const;

export const TEXT_FLAGS: readonly string[] = ['--keep-words'];
export const TEXT_VALUES: readonly string[] = HELP.map(([name]) => name.split(' ')[0]).filter(
  (name) => !TEXT_FLAGS.includes(name),
);

/** Lines of the help text. */
export function textFlagsHelp(): string {
  return HELP.map(([name, words]) => optionHelp(name, words)).join('\n');
}

/** @throws UsageError */
export function readTextFlags(flags: ReadonlySet<string>, values: ReadonlyMap<string, string>): TextOptions {
  const read = <T>(name: keyof TextOptions, flag: string, parse: (text: string, flag: string) => T) => {
    const text = values.get(flag);
    const value = text === undefined ? undefined : parse(text, flag);
    return value === undefined ? {} : { [name]: value };
  };
  return {
    ...(flags.has('--keep-words') && { knownWords: false }),
    ...read('missing', '--na', readWords),
    ...read('separator', '--sep', separator),
    ...read('decimal', '--dec', (text, flag) => oneOf(text, flag, ['.', ','])),
    ...read('skip', '--skip', lines),
    ...read('headers', '--headers', headers),
    ...read('units', '--units', yesOrNo),
    ...read('rowNames', '--row-names', yesOrNo),
    ...read('locale', '--locale', locale),
    ...read('text', '--text', readWords),
  };
}

/** The argument that asks for what a note offers. */
export function flagFor(instead: TextOptions): string | null {
  if (instead.separator !== undefined) return '--sep comma';
  if (instead.skip !== undefined) return `--skip ${instead.skip}`;
  if (instead.headers !== undefined) return `--headers ${instead.headers}`;
  if (instead.units !== undefined) return '--units no';
  if (instead.rowNames !== undefined) return '--row-names no';
  if (instead.decimal !== undefined) return `--dec "${instead.decimal}"`;
  if (instead.locale !== undefined) return `--locale ${instead.locale}`;
  if (instead.text !== undefined) return `--text "${instead.text.join(',')}"`;
  return instead.knownWords === undefined ? null : '--keep-words';
}

function separator(text: string, flag: string): Separator {
  const found = SEPARATORS.get(text.toLowerCase());
  if (found !== undefined) return found;
  throw new UsageError(`${flag} must be comma, semicolon, tab, pipe or space, but "${text}" was given`);
}

function lines(text: string, flag: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new UsageError(`${flag} must be a number of lines, but "${text}" was given`);
}

function headers(text: string, flag: string): TextOptions['headers'] {
  const found = oneOf(text.toLowerCase(), flag, ['0', '1', '2', 'auto']);
  return found === 'auto' ? undefined : (Number(found) as 0 | 1 | 2);
}

function yesOrNo(text: string, flag: string): boolean {
  return oneOf(text.toLowerCase(), flag, ['yes', 'no']) === 'yes';
}

function locale(text: string, flag: string): string {
  if (dateOrderOf(text) !== null) return text;
  throw new UsageError(`${flag} must be a language such as de or en-US, but "${text}" was given`);
}

function oneOf(text: string, flag: string, among: readonly string[]): string {
  if (among.includes(text)) return text;
  throw new UsageError(`${flag} must be one of ${among.join(' ')}, but "${text}" was given`);
}

function readWords(text: string): string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}
