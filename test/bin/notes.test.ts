/** The command line says in one line what it has taken for granted, and with which argument it is otherwise. */

import { expect, it } from 'vitest';
import { main } from '../../bin/main';
import { UGLY_TEXTS } from '../table/uglyTexts';
import { byteSource } from '../byteSource';

function errorsOf(text: string, ...args: readonly string[]): string {
  let errors = '';
  main(['predict', 'x.csv', 'y ~ 1 + (1 | g)', ...args], {
    open: () => byteSource(new TextEncoder().encode(text)),
    write: () => undefined,
    writeError: (said) => (errors += said),
  });
  return errors.split('\n')[0];
}

it.each([
  ['a title', [], '"My study" on line 1 is taken for a title and left out (else --skip 0)'],
  ['numbers alone', [], 'line 1 is taken for data, not for names (else --headers 1)'],
  ['names in two lines', [], 'the names stand in two lines, 1 and 2 (else --headers 1)'],
  ['a line of units', [], 'line 2 is taken for units (mg, ms) and left out (else --units no)'],
  [
    'names of rows, as write.table writes them',
    [],
    'rows have a cell more than there are names: the first is called X (else --row-names no)',
  ],
  [
    'dates that could be two',
    [],
    '"04/03/2020" in column "d" is read with the month first (else --locale en-GB)',
  ],
  ['a number that could be two', [], '"1,234" in column "x" is read as 1234 (else --dec ",")'],
  ['a few words among numbers', [], '"low" on line 3 of column "x" is no number (else --text "x")'],
  [
    'rows that are too long',
    [],
    'line 3 and 1 more have more cells than there are names (2): they stand in columns without one',
  ],
] as const)('%s', (name, args, said) => {
  expect(errorsOf(UGLY_TEXTS[name].text, ...args)).toBe(`cellmer: ${said}`);
});

it('says it too where a column is then not found', () => {
  let errors = '';
  main(['fit', 'x.csv', 'a ~ 1 + (1 | b)'], {
    open: () => byteSource(new TextEncoder().encode('1.5,2\n2.5,3\n')),
    write: () => undefined,
    writeError: (said) => (errors += said),
  });
  expect(errors).toMatch(
    /^cellmer: line 1 is taken for data, not for names \(else --headers 1\)\ncellmer: column "a" is not/,
  );
});

it('says which number has no percent sign before it is refused', () => {
  const rows = ['5%,a', '0.07,a', '9%,b', '8%,b'];
  expect(errorsOf(`y,g\n${rows.join('\n')}\n`)).toBe(
    'cellmer: "0.07" on line 3 of column "y" has no percent sign, as most others have (else --text "y")',
  );
});

it('says all of it in one line', () => {
  expect(errorsOf('Title\ny,g\nmg,\n1,a\n?,b\n3,a\n')).toBe(
    'cellmer: "Title" on line 1 is taken for a title and left out (else --skip 0); line 3 is taken for units (mg) and ' +
      'left out (else --units no); "?" in column "y" is taken for missing (else --keep-words)',
  );
});
