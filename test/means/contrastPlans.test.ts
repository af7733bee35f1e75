import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { contrastPlans, readContrast } from '../../src/means/contrastRequest';
import type { Margins, MarginVariable } from '../../src/means/types';
import { dense } from './support';

const factor = (name: string, levels: readonly string[]): MarginVariable => ({ name, levels, values: null });

/** Margins of one coefficient per row: which weights contrasts have is then seen in them. */
function margins(factors: readonly MarginVariable[], by: readonly MarginVariable[] = []): Margins {
  const rows = [...factors, ...by].reduce((product, { levels }) => product * levels.length, 1);
  return {
    factors,
    by,
    rows,
    L: Float64Array.from({ length: rows * rows }, (_, i) => (i % (rows + 1) === 0 ? 1 : 0)),
    offset: new Float64Array(rows),
    estimable: new Uint8Array(rows).fill(1),
    determines: () => true,
    absent: new Uint8Array(rows),
    notes: [],
  };
}

const A = factor('a', ['a1', 'a2']);
const B = factor('b', ['b1', 'b2', 'b3']);
const DOSE = factor('dose', ['0.5', '1', '2']);

const labels = (of: Margins, text: string, reverse = false): string[][] =>
  contrastPlans(of, readContrast(text), reverse).flatMap(({ sets }) =>
    sets[0].contrasts.map((one) => one.labels.join(', ')),
  ) as never;

describe('contrasts by name', () => {
  test('are all pairs where nothing is said, of combinations of several factors too', () => {
    expect(labels(margins([A, B]), '')).toEqual(labels(margins([A, B]), 'pairwise'));
    expect(labels(margins([A, B]), '').slice(0, 2)).toEqual(['a1 b1 - a2 b1', 'a1 b1 - a1 b2']);
    expect(labels(margins([A]), 'pairwise', true)).toEqual(['a2 - a1']);
  });

  test('name the variable of levels that are numbers, and put those with signs in parentheses', () => {
    expect(labels(margins([DOSE]), 'consecutive')).toEqual(['dose1 - dose0.5', 'dose2 - dose1']);
    expect(labels(margins([factor('t', ['pre-test', 'post'])]), '')).toEqual(['(pre-test) - post']);
  });

  test('take the control by its level, with the name of its variable or without', () => {
    const expected = ['dose0.5 - dose1', 'dose2 - dose1'];
    expect(labels(margins([DOSE]), 'control=1')).toEqual(expected);
    expect(labels(margins([DOSE]), 'control = dose1')).toEqual(expected);
    expect(labels(margins([B]), 'Control=B3')).toEqual(['b1 - b3', 'b2 - b3']);
    expect(() => labels(margins([B]), 'control=b4')).toThrow(
      'The control "b4" is none of the means: expected one of b1, b2, b3.',
    );
    expect(() => readContrast('pairwise=b1')).toThrow('only control is given a level');
  });

  test('within each level of the others are one set for each factor', () => {
    const plans = contrastPlans(margins([A, B]), readContrast('simple'), false);
    expect(plans.map(({ title, sets }) => [title, sets.length])).toEqual([
      ['Of a', 3],
      ['Of b', 2],
    ]);
    const [, ofB] = plans;
    // The second group is b within a2: rows 1, 3 and 5 of the margins.
    const [first] = ofB.sets[1].contrasts;
    const row = ofB.margins.L.subarray(6 * (3 + first.places[1]), 6 * (4 + first.places[1]));
    expect([...row]).toEqual([0, 0, 0, 1, 0, 0]);
  });

  test('of contrasts are products, the first factor changing fastest', () => {
    const [{ sets, titles, adjust }] = contrastPlans(
      margins([A, B]),
      readContrast('interaction=pairwise*consec'),
      false,
    );
    expect(titles).toEqual(['a pairwise', 'b consecutive']);
    expect(sets[0].contrasts.map((one) => [...one.labels, ...dense(one, 6)])).toEqual([
      ['a1 - a2', 'b2 - b1', -1, 1, 1, -1, 0, 0],
      ['a1 - a2', 'b3 - b2', 0, 0, -1, 1, 1, -1],
    ]);
    expect(adjust).toBe('none');
  });

  test('that are polynomials say where levels are not equally spaced', () => {
    const notes = (of: MarginVariable): readonly string[] =>
      contrastPlans(margins([of]), readContrast('poly'), false)[0].notes;
    expect(notes(DOSE)).toEqual([
      'The levels of dose are not equally spaced: the polynomials are over their order 1, 2, ..., 3, not over their values.',
    ]);
    expect(notes(factor('t', ['0', '0.1', '0.2', '0.30000000000000004']))).toEqual([]);
    expect(notes(B)).toEqual([]);
  });

  test('need two means', () => {
    expect(() => labels(margins([factor('a', ['only'])]), '')).toThrow(
      'There is one mean, only: expected two or more to compare with each other.',
    );
  });

  test('leave out combinations that there cannot be', () => {
    const nested = { ...margins([B], [A]), absent: Uint8Array.from([0, 0, 1, 1, 0, 0]) };
    const [{ sets }] = contrastPlans(nested, readContrast(''), false);
    expect(sets.map(({ contrasts, means }) => [means, ...contrasts.map((one) => one.labels[0])])).toEqual([
      [2, 'b1 - b2'],
      [2, 'b2 - b3'],
    ]);
    expect(sets[1].contrasts[0].places).toEqual([1, 2]);
  });
});

describe('contrasts by weights in a range', () => {
  const made = (cells: readonly (readonly (string | number | null)[])[]) => {
    const [{ sets, notes }] = contrastPlans(margins([B]), { of: 'weights', cells }, false);
    return { rows: sets[0].contrasts.map((one) => [one.labels[0], ...dense(one, 3)]), notes };
  };

  const FIRST_ROW = [
    ['', 'b1', 'b3', 'b2'],
    ['ends', 1, -1, 0],
    ['middle', -0.5, -0.5, 1],
  ];
  const expected = [
    ['ends', 1, 0, -1],
    ['middle', -0.5, 1, -0.5],
  ];

  test('find the means by their names, along the first row or down the first column', () => {
    expect(made(FIRST_ROW).rows).toEqual(expected);
    expect(made(FIRST_ROW[0].map((_, i) => FIRST_ROW.map((row) => row[i]))).rows).toEqual(expected);
  });

  test('give means that are not named no weight', () => {
    expect(
      made([
        ['', 'b3', 'b1'],
        ['ends', 1, -1],
      ]).rows,
    ).toEqual([['ends', -1, 0, 1]]);
  });

  test('may come without labels, below or beside the names of all means or of some', () => {
    const unnamed = (cells: Parameters<typeof made>[0]) => made(cells).rows;
    for (const [names, wanted] of [
      [
        ['b1', 'b2', 'b3'],
        ['contrast 1', 1, 0, -1],
      ],
      [
        ['b3', 'b1', 'b2'],
        ['contrast 1', 0, -1, 1],
      ],
    ] as const) {
      expect(unnamed([names, [1, 0, -1]])).toEqual([wanted]);
      expect(unnamed(names.map((name, i) => [name, [1, 0, -1][i]]))).toEqual([wanted]);
    }
    expect(
      unnamed([
        ['b3', 'b1'],
        [1, -1],
      ]),
    ).toEqual([['contrast 1', -1, 0, 1]]);
    expect(() =>
      unnamed([
        ['b1', 'b1', 'b2'],
        [1, 0, -1],
      ]),
    ).toThrow('The weights name a mean twice');
  });

  test('may come without names, as many as there are means', () => {
    expect(made([[1, 0, -1]]).rows).toEqual([['contrast 1', 1, 0, -1]]);
    expect(made([[1], [0], [-1]]).rows).toEqual([['contrast 1', 1, 0, -1]]);
    expect(made([['ends', 1, 0, -1]]).rows).toEqual([['ends', 1, 0, -1]]);
    expect(made([['ends'], [1], [0], [-1]]).rows).toEqual([['ends', 1, 0, -1]]);
  });

  test('find means whose names are numbers', () => {
    const cells = [
      ['', 0.5, 1, 2],
      ['x', -1, 0, 1],
    ];
    const [{ sets }] = contrastPlans(margins([DOSE]), { of: 'weights', cells }, false);
    expect(sets[0].contrasts.map((one) => [one.labels[0], ...dense(one, 3)])).toEqual([['x', -1, 0, 1]]);
  });

  test('say where they do not sum to zero', () => {
    expect(made([['all', 1, 1, 0.5]]).notes).toEqual([
      'The weights of all sum to 2.5, not to zero: it is no comparison, but a sum of means.',
    ]);
    expect(made([['thirds', 1 / 3, 1 / 3, -2 / 3]]).notes).toEqual([]);
  });

  test.each([
    [[['x', 1, -1]], 'The weights are 1 by 3 cells: expected the names of the means in the first row'],
    [
      [
        ['', 'b1', 'b2'],
        ['x', 1, null],
      ],
      'The weight of b2 in x is an empty cell: expected a number.',
    ],
    [
      [
        ['', 'b1', 'b2'],
        ['x', 1, 'one'],
      ],
      'The weight of b2 in x is "one": expected a number.',
    ],
    [
      [
        ['', 'b1', 'b1'],
        ['x', 1, -1],
      ],
      'The weights name a mean twice',
    ],
  ])('are refused with a sentence where they are none: %j', (cells, message) => {
    expect(() => made(cells)).toThrow(message);
  });
});

test('contrasts do not depend on which factor comes first, but for their order', () => {
  const sizes = fc.integer({ min: 2, max: 4 });
  fc.assert(
    fc.property(sizes, sizes, (m, n) => {
      const [one, other] = [m, n].map((size, f) =>
        factor(
          `f${f}`,
          Array.from({ length: size }, (_, i) => `l${f}${i}`),
        ),
      );
      const of = (factors: readonly MarginVariable[]): string[] =>
        contrastPlans(margins(factors), readContrast('interaction'), false)[0]
          .sets[0].contrasts.map((contrast) => [...contrast.labels].sort().join())
          .sort();
      expect(of([one, other])).toEqual(of([other, one]));
    }),
  );
});
