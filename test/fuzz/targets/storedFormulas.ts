/** Formulas of cells, as they are typed and as .xlsx files store them. */

import fc from 'fast-check';
import { expect } from 'vitest';
import { storedFormula, typedFormula } from '../../../workbench/files/formulaText';
import { syntaxProblem } from '../../../workbench/formulas/syntax';
import { target } from '../target';

interface Spelling {
  readonly typed: string;
  readonly stored: string;
}

const same = (text: string): Spelling => ({ typed: text, stored: text });

/** Pieces one after the other; a text is spelt alike in both. */
function joined(...pieces: readonly (string | Spelling)[]): Spelling {
  const all = pieces.map((piece) => (typeof piece === 'string' ? same(piece) : piece));
  return { typed: all.map(({ typed }) => typed).join(''), stored: all.map(({ stored }) => stored).join('') };
}

const PLAIN = [
  '1',
  '2.5E-3',
  '1e5',
  '.5',
  'TRUE',
  '#N/A',
  'A1',
  '$A$1:B$9',
  'A:A',
  'Sheet2!C3',
  "'It''s _xlfn.SORT(1) @E1#'!A1",
  '"say ""LET(x,1,x)"" @A1# _xlfn. _xldudf_LMER_FIT("',
  'Table1[[#This Row],[x, (SORT)]]',
  'Table1[[#All],[a]]',
  '{1,2;"a",-3}',
  'rate_of',
  'LET',
];
/** Typed, and as they are stored. */
const CALLS = [
  ['SUM', 'SUM'],
  ['if', 'if'],
  ['NORM.S.DIST', '_xlfn.NORM.S.DIST'],
  ['Concat', '_xlfn.Concat'],
  ['SORT', '_xlfn._xlws.SORT'],
  ['LMER.FIT', '_xldudf_LMER_FIT'],
  ['LIKELIHOOD.MLE', '_xldudf_LIKELIHOOD_MLE'],
  ['OTHER.THING', 'OTHER.THING'],
  ['_xldudf_OTHER_THING', '_xldudf_OTHER_THING'],
  ['_xlfn.TOMORROW', '_xlfn.TOMORROW'],
] as const;
/** Some that are what plain names are, too. */
const PARAMETERS = ['x', 'total', 'rate_of', 'Höhe', 'f.1', 'y_'];
const OPERATORS = ['+', ' - ', '*', '/', '^', '&', '=', '<>', ' <= '];
const BLANKS = ['', '', '', ' ', '\n  '];

class Writer {
  private at = 0;

  constructor(private readonly choices: readonly number[]) {}

  private one<T>(of: readonly T[]): T {
    return of[(this.choices[this.at++] ?? 0) % of.length];
  }

  /** @param known parameters that have a name here, in small letters */
  expression(depth: number, known: readonly string[]): Spelling {
    const kinds = [
      'plain',
      'parameter',
      'operator',
      'spill',
      'call',
      'single',
      'brackets',
      'let',
      'lambda',
      'map',
      'handed',
    ];
    switch (
      depth === 0 || this.at >= this.choices.length ? this.one(['plain', 'parameter']) : this.one(kinds)
    ) {
      case 'parameter':
        return known.length > 0 ? this.parameter(this.one(known)) : same('A1');
      case 'operator': {
        const left = this.expression(depth - 1, known);
        return joined(left, this.one(OPERATORS), this.expression(depth - 1, known));
      }
      case 'spill':
        return this.one(
          ['E1', '$E$1', "'My # sheet'!E1", 'Sheet2!E1', 'Block'].map((reference) => ({
            typed: `${reference}#`,
            stored: `_xlfn.ANCHORARRAY(${reference})`,
          })),
        );
      case 'call':
        return this.call(this.one(CALLS), this.list(depth, known));
      case 'single': {
        const call = this.call(this.one(CALLS), this.list(depth, known));
        return { typed: `@${call.typed}`, stored: `_xlfn.SINGLE(${call.stored})` };
      }
      case 'brackets':
        return joined('(', this.expression(depth - 1, known), ')');
      case 'let':
        return this.let(depth, known);
      case 'lambda':
        return joined(this.lambda(depth, known, true), '(', this.expression(depth - 1, known), ')');
      case 'map':
        return this.call(
          ['MAP', '_xlfn.MAP'],
          joined('A1:A9,', this.blank(), this.lambda(depth, known, false)),
        );
      case 'handed':
        return { typed: 'BYROW(A1:C9,SUM)', stored: '_xlfn.BYROW(A1:C9,_xleta.SUM)' };
      default:
        return same(this.one(PLAIN.filter((text) => !known.includes(text.toLowerCase()))));
    }
  }

  private blank(): string {
    return this.one(BLANKS);
  }

  private call([typed, stored]: readonly [string, string], list: Spelling): Spelling {
    return { typed: `${typed}(${list.typed})`, stored: `${stored}(${list.stored})` };
  }

  private list(depth: number, known: readonly string[]): Spelling {
    const items = Array.from({ length: this.one([0, 1, 2, 3]) }, () =>
      joined(this.blank(), this.expression(depth - 1, known)),
    );
    return joined(...items.flatMap((item, i) => (i === 0 ? [item] : [',', item])));
  }

  private parameter(name: string, mark = '_xlpm.'): Spelling {
    const typed = this.one([name, name.toUpperCase()]);
    return { typed, stored: mark + typed };
  }

  private let(depth: number, known: readonly string[]): Spelling {
    const names: string[] = [...known];
    const pieces: (string | Spelling)[] = [];
    for (let count = this.one([1, 2, 3]); count > 0; count--) {
      const name = this.one(PARAMETERS);
      pieces.push(
        this.blank(),
        this.parameter(name),
        ',',
        this.blank(),
        this.expression(depth - 1, names),
        ',',
      );
      names.push(name.toLowerCase());
    }
    return this.call(['LET', '_xlfn.LET'], joined(...pieces, this.expression(depth - 1, names)));
  }

  private lambda(depth: number, known: readonly string[], mayLeaveOut: boolean): Spelling {
    const [x, y] = [this.one(PARAMETERS), this.one(PARAMETERS)];
    const optional = this.parameter(y, '_xlop.');
    const second =
      mayLeaveOut && this.one([true, false]) ? [{ ...optional, typed: `[${optional.typed}]` }, ','] : [];
    const names = [...known, x.toLowerCase(), ...(second.length > 0 ? [y.toLowerCase()] : [])];
    return this.call(
      ['LAMBDA', '_xlfn.LAMBDA'],
      joined(this.parameter(x), ',', ...second, this.blank(), this.expression(depth - 1, names)),
    );
  }
}

export const storedFormulas = target({
  name: 'stored-formulas',
  law: 'are taken, stored with the marks of Excel, and come back as they were typed',
  cases: fc.array(fc.nat(10_000), { minLength: 5, maxLength: 120 }),
  holds(choices) {
    const { typed, stored } = new Writer(choices).expression(5, []);
    expect(storedFormula(`=${typed}`)).toBe(stored);
    expect(typedFormula(stored)).toBe(`=${typed}`);
    expect(syntaxProblem(`=${typed}`)).toBeNull();
  },
});
