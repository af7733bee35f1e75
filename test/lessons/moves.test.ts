import { expect, test } from 'vitest';
import { LESSONS } from '../../taskpane/lessons/index';
import { openLesson, type OpenLesson } from './support';

interface Moves {
  /** Cells worked out by hand, each with the cell in which a function of ours says the same. */
  readonly same: Readonly<Record<string, string>>;
  /** Relative to the function's number; 1e-9 where nothing is said. */
  readonly within?: number;
  /** One after the other. */
  readonly changes: readonly Change[];
  /** The same, after which the cells of `same` stand elsewhere. */
  readonly apart?: readonly Change[];
}

/** What is typed into yellow cells, and the cells that it moves. */
type Change = readonly [typed: Readonly<Record<string, number | string | null>>, ...moved: readonly string[]];

const along = (letter: string, from: number, count: number) =>
  Array.from({ length: count }, (_, i) => `${letter}${from + i}`);
const paired = (hand: readonly string[], functions: readonly string[]) =>
  Object.fromEntries(hand.map((cell, i) => [cell, functions[i]]));

const MOVES: readonly Moves[] = [
  {
    same: { E20: 'H27', E21: 'H28' },
    changes: [
      [{ B19: 0.25 }, 'E15', 'E16', 'E17', 'E20'],
      [{ B15: 0 }, 'E15', 'E20', 'B30'],
      [{ B16: 0 }, 'E16', 'E20', 'B30'],
      [{ B17: 1 }, 'E17', 'E20', 'B30'],
    ],
  },
  {
    same: { B22: 'H37', B23: 'H38', B24: 'H28' },
    changes: [
      [{ B15: 1 }, 'B22', 'B27'],
      [{ B16: 1 }, 'B22', 'B24'],
      [{ B17: 1 }, 'B22', 'B27'],
      [{ A22: 0.7 }, 'B22', 'B24'],
      [{ A23: 0.9 }, 'B23', 'B24'],
      [{ B26: 99 }, 'B27', 'A128'],
    ],
  },
  {
    same: { B20: 'H29', D20: 'H32' },
    changes: [
      [{ B14: 7 }, 'B19', 'B20', 'D20', 'C30'],
      [{ B15: 40 }, 'B20', 'C20', 'D20'],
      [{ B16: 0.01 }, 'A30', 'C30'],
    ],
  },
  {
    same: { B21: 'H29', B22: 'H32', C21: 'H48', C22: 'H51' },
    changes: [
      [{ B14: 6 }, 'B22', 'C22', 'B30', 'C47', 'D47', 'E47'],
      [{ B15: 36 }, 'B23', 'C23'],
      [{ B16: 4 }, 'C19', 'C23', 'C47', 'E47'],
    ],
  },
  {
    same: { B19: 'H30', B20: 'I28', B23: 'H35', B24: 'H41', E24: 'I41' },
    changes: [
      [{ B14: 0.2 }, 'B19', 'B20', 'B22', 'B24', 'B27'],
      [{ A17: 8 }, 'B20', 'B22', 'B24', 'B40'],
      [{ B17: 31 }, 'B20', 'B22', 'B24', 'B40'],
    ],
  },
  {
    same: {
      ...{ B19: 'H29', B20: 'H31', B21: 'H30' },
      ...{ B24: 'H36', C24: 'I36', B25: 'H37', C25: 'I37' },
    },
    changes: [
      [{ B14: 9 }, 'B19', 'B20', 'B21', 'B24'],
      [{ B15: 60 }, 'B20', 'B21', 'C24', 'B29'],
      [{ B16: 0.8 }, 'B22', 'B24', 'C40', 'D40'],
      [{ B17: 0.3 }, 'B29', 'B40', 'C40'],
    ],
  },
  {
    same: { B40: 'H27' },
    changes: [
      [{ B14: 16 }, 'C18', 'B39', 'B40'],
      [{ B15: 2 }, 'A25', 'A32', 'B38', 'B40', 'B50'],
      [{ B16: 0.7 }, 'B25', 'B32', 'B38', 'B41'],
      [{ B18: 15 }, 'C18', 'B40', 'B50'],
    ],
  },
  {
    same: { E29: 'H27', ...paired(along('D', 32, 5), along('E', 32, 5)) },
    changes: [
      [{ B14: 16 }, 'E19', 'E29', 'H29', 'B45'],
      [{ B15: 2 }, 'E28', 'E29', 'H29'],
      [{ B16: 0.3 }, 'E20', 'E29', 'H29'],
      [{ N14: 12 }, 'C19', 'D19', 'E29', 'H28'],
      [{ A36: 15.5 }, 'D36', 'E36'],
    ],
  },
  {
    same: { B23: 'C23', B24: 'C24', B25: 'C25' },
    within: 1e-4,
    changes: [
      [{ B14: 17 }, 'B21', 'B23', 'B42', 'H38'],
      [{ B15: 2 }, 'B24', 'C42', 'C43'],
      [{ B16: 0.5 }, 'B25', 'D42', 'D43'],
      [{ B18: 'exact' }, 'G42'],
      [{ B19: 'sigma2:0.1, tau2:0.5' }, 'H30'],
      [{ B17: 'BFGS', B19: null }, 'H30', 'H38'],
      [{ B17: 'Nelder-Mead', B18: 'numeric' }, 'H38'],
      [{ N14: 12 }, 'B21', 'H28'],
    ],
  },
  {
    same: {
      ...{ B19: 'H39', C20: 'I40', D20: 'J40', D21: 'J41', B23: 'H44', C24: 'I45', D24: 'J45', D25: 'J46' },
      ...{ B42: 'I28', B43: 'I29', B44: 'I30', C42: 'J28', D43: 'K29', C44: 'J30' },
    },
    changes: [
      [{ N14: 19 }, 'B16', 'C20', 'D25', 'C44', 'K56', 'B60'],
      [{ N14: 12 }, 'B16', 'C20', 'D25', 'C44', 'K56', 'B60'],
    ],
    // Estimates of unequal groups are found by a search, which the function says in a row of its own.
    apart: [[{ N63: null }, 'B19', 'D21', 'B42']],
  },
  {
    same: {
      ...{ B29: 'H34', C29: 'I34', D29: 'J34', B30: 'H35', C30: 'I35', D30: 'J35', B31: 'K34' },
      ...{ B32: 'H43', B33: 'J28', D30: 'I28' },
    },
    changes: [
      [{ N14: 18 }, 'B29', 'D30', 'B33', 'J29', 'J30', 'J31'],
      [{ N20: null, N21: null }, 'B26', 'B32', 'J28', 'J29', 'J30'],
      [Object.fromEntries(along('N', 59, 5).map((cell) => [cell, null])), 'C26', 'B29', 'J28', 'J29', 'J30'],
    ],
  },
  {
    same: {
      ...paired(along('D', 19, 10), along('J', 28, 10)),
      ...paired(along('E', 19, 10), along('K', 28, 10)),
    },
    changes: [
      [{ B14: 15 }, 'E19', 'A44'],
      [{ B15: 3 }, 'D19', 'E19', 'B35', 'B36', 'C36'],
      [{ B16: 1 }, 'D19', 'E19', 'C35', 'C36'],
      [{ N14: null }, 'B19', 'C19', 'D19', 'E19'],
      [{ B32: 2 }, 'B35', 'C35'],
      [{ B33: 20 }, 'B35', 'C35', 'B36'],
    ],
  },
  {
    same: { B17: 'B25', B18: 'C25', B20: 'D25', B21: 'E25', B27: 'H33', C27: 'I33', D26: 'C75' },
    changes: [
      [{ R14: 80 }, 'B17', 'B18', 'B26', 'C27', 'D25', 'E27'],
      [{ A32: 'mscore ~ ses + I(ses^2) + (1 | school)' }, 'B27', 'D27', 'G27'],
    ],
  },
  {
    same: {
      ...{ B45: 'H28', B43: 'H29', B44: 'H30', B46: 'H31' },
      ...paired(along('B', 18, 10), along('H', 34, 10)),
      ...paired(along('E', 18, 10), along('I', 34, 10)),
      ...paired(along('C', 30, 10), along('K', 34, 10)),
      ...Object.assign(
        {},
        ...['B', 'C', 'D', 'E'].map((letter, j) => paired(along(letter, 50, 10), along('HIJK'[j], 50, 10))),
      ),
    },
    changes: [
      [{ B14: 'mean' }, 'E18', 'O14', 'C30', 'B45', 'B46'],
      [{ B15: 0.8 }, 'B50', 'C50', 'D50', 'E50'],
      [{ N14: 25 }, 'E18', 'O14', 'C30', 'B45', 'B50', 'D51'],
      [{ N20: null, N21: null }, 'B19', 'O19', 'B44', 'B45', 'B51', 'D51'],
    ],
    apart: [[Object.fromEntries(along('N', 59, 5).map((cell) => [cell, null])), 'B43', 'B45', 'D50']],
  },
  {
    same: {
      ...paired(along('B', 36, 10), along('H', 28, 10)),
      ...paired(along('C', 36, 10), along('I', 28, 10)),
      ...paired(along('D', 36, 10), along('J', 42, 10)),
      ...paired(along('E', 36, 10), along('K', 42, 10)),
      ...{ B65: 'C65', B66: 'C66' },
    },
    changes: [
      [{ B14: 15 }, 'D36', 'B65', 'B66'],
      [{ B15: 3 }, 'E23', 'D36', 'B51', 'C51', 'C52', 'D52', 'B65'],
      [{ B16: 1 }, 'E23', 'D36', 'B50', 'C51', 'B66'],
      [{ B17: 0.8 }, 'B36', 'D36', 'B49', 'C49', 'C51', 'C52', 'D52', 'B65'],
      [{ B18: 0.5 }, 'C51', 'C52'],
      [{ B19: 2 }, 'C52', 'D52'],
      [{ B20: 10 }, 'C51', 'C52'],
      [{ B59: 'E' }, 'B60', 'B65', 'B66'],
      [{ N34: 20 }, 'C27', 'B40', 'D40', 'B65', 'B66'],
      [{ N35: null }, 'B27', 'B40', 'D40', 'B61', 'B65'],
    ],
  },
  {
    same: {
      ...paired(along('D', 22, 7), along('H', 28, 7)),
      ...paired(along('E', 22, 7), along('I', 28, 7)),
      ...paired(along('B', 31, 7), along('J', 28, 7)),
      ...paired(along('D', 31, 7), along('K', 28, 7)),
      ...paired(along('E', 31, 7), along('L', 28, 7)),
      ...{ B40: 'H37', B41: 'I37', B42: 'J37', B46: 'H40', C46: 'I40', B47: 'H41', C47: 'I41' },
    },
    changes: [
      [{ N14: 300 }, 'C22', 'C27', 'D28', 'D36', 'E37', 'B42', 'C46', 'C47', 'H93'],
      [{ A57: 'Reaction ~ Days + I(Days^3) + (Days | Subject)' }, 'C28', 'D36', 'B42', 'H93'],
      [{ A57: 'Reaction ~ Days + I(Days^2) + I(Days^3) + (Days | Subject)' }, 'B28', 'B41', 'B42', 'E37'],
    ],
    // By hand the subjects have all their days.
    apart: [[{ N14: null, A57: 'Reaction ~ Days' }, 'B14', 'B16', 'B28', 'H28']],
  },
  {
    same: {
      ...{ B32: 'I29', B33: 'I28', B34: 'I30', B35: 'C35', E32: 'I47', E33: 'I46', E34: 'I48' },
      ...{ B49: 'I55', B50: 'I56', B51: 'I57' },
    },
    within: 1e-8,
    changes: [
      [{ R14: 64 }, 'B15', 'B27', 'B32', 'C33', 'D34', 'E35'],
      [{ V14: 28 }, 'B44', 'B45', 'B46', 'B49', 'C50', 'I57'],
      [{ A39: 'strength ~ 1 + (1 | batch)' }, 'D32', 'D33', 'D34', 'D35'],
    ],
  },
  {
    same: {
      ...{ B16: 'H62', B19: 'I59', C19: 'I60', B20: 'H67', C20: 'I67', B21: 'H68', C21: 'I68' },
    },
    changes: [
      [{ B14: 12 }, 'B16', 'B17', 'B19', 'B22', 'B23', 'B30', 'B61'],
      [{ B15: -0.2 }, 'B16', 'C20', 'B27', 'D28', 'B29', 'B61'],
      [{ A34: 60 }, 'C34', 'B16', 'H30', 'C61'],
      [{ B41: 1 }, 'E41', 'B16', 'H30', 'I54', 'C61'],
    ],
  },
  {
    same: {
      ...{ B16: 'H42', B19: 'I39', C19: 'I40', B20: 'H47', C20: 'I47', B21: 'H48', C21: 'I48' },
      ...{ D38: 'H35', D39: 'H60', D40: 'H72' },
    },
    changes: [
      [{ B14: -1.5 }, 'B16', 'B17', 'B19', 'B22', 'B23', 'B29', 'B34', 'C44'],
      [{ B15: -0.5 }, 'B16', 'B26', 'C26', 'B30', 'B32', 'C33', 'C45'],
      [{ N14: 5 }, 'B16', 'B30', 'D38', 'D39', 'D40', 'B46', 'D44'],
    ],
  },
];

test.each(LESSONS.map(({ title }, i) => [i + 1, title] as const))(
  'lesson %d (%s) has by hand what its function gives, and what its yellow cells are said to move moves',
  async (number) => {
    const { same, within = 1e-9, changes, apart = [] } = MOVES[number - 1];
    const lesson = await openLesson(number);
    expectSame(lesson, same, within);
    for (const change of [...changes, ...apart]) {
      const [typed, ...moved] = change;
      const before = moved.map((cell) => lesson.at(cell));
      await lesson.type(typed);
      moved.forEach((cell, i) =>
        expect(lesson.at(cell), `${cell} after ${JSON.stringify(typed)}`).not.toBe(before[i]),
      );
      if (!apart.includes(change)) expectSame(lesson, same, within);
      const broken = [...lesson.all()].filter(([, value]) => String(value).startsWith('#'));
      expect(broken, JSON.stringify(typed)).toEqual([]);
    }
  },
);

function expectSame(lesson: OpenLesson, same: Moves['same'], within: number): void {
  for (const [hand, given] of Object.entries(same)) {
    const [by, wanted] = [lesson.at(hand), lesson.at(given)] as number[];
    expect(typeof wanted, given).toBe('number');
    expect(Math.abs(by - wanted), `${hand}: ${by}, ${given}: ${wanted}`).toBeLessThanOrEqual(
      within * Math.max(1, Math.abs(wanted)),
    );
  }
}
