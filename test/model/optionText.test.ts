import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOptions } from '../../src/model/optionText';
import { CellmerError } from '../../src';

const KNOWN = ['level', 'labels', 'start', 'subset'];
const read = (text: string) => readOptions([[text]], KNOWN).map(({ name, text: value }) => [name, value]);

describe('options as text', () => {
  test('are parted by semicolons, new lines, or commas before the next name', () => {
    const expected = [
      ['level', '0.9'],
      ['labels', '0'],
    ];
    for (const text of [
      'level=0.9; labels=0',
      'level=0.9\nlabels=0',
      'Level = 0.9, LABELS = 0',
      ';level=0.9;labels=0;',
    ])
      expect(read(text)).toEqual(expected);
  });

  test('keep the commas, equals signs and quoted semicolons of their values', () => {
    expect(read('start=1, 0, 1, level=0.9')).toEqual([
      ['start', '1, 0, 1'],
      ['level', '0.9'],
    ]);
    expect(read('subset=a==1; level=0.9')).toEqual([
      ['subset', 'a==1'],
      ['level', '0.9'],
    ]);
    expect(read('subset=g=="a; b, level=1", level=0.9')).toEqual([
      ['subset', 'g=="a; b, level=1"'],
      ['level', '0.9'],
    ]);
    expect(read('start={1/3; 1/2, level=1}; level=0.9')).toEqual([
      ['start', '{1/3; 1/2, level=1}'],
      ['level', '0.9'],
    ]);
    expect(read('start={1; level=0.9')).toEqual([
      ['start', '{1'],
      ['level', '0.9'],
    ]);
    expect(read('subset=max(a, b==2)')).toEqual([['subset', 'max(a, b==2)']]);
  });

  test('that are not known bring the list of those that are, and the closest one', () => {
    expect(() => read('levle=0.9')).toThrow(
      '"levle" is not an option. Did you mean level? There are level, labels, start, subset.',
    );
    expect(() => read('colour=1')).toThrow(/there are level, labels, start, subset\.$/);
  });

  test('never do worse than a sentence, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('level', '=', ',', ';', '"', "'", ' ', '1', '\n', 'x') }),
        (text) => {
          try {
            for (const [name] of read(text)) expect(KNOWN).toContain(name);
          } catch (error) {
            expect(error).toBeInstanceOf(CellmerError);
          }
        },
      ),
    );
  });
});
