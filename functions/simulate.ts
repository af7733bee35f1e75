/** LIKELIHOOD.SIMULATE: data from a density, by a seed. */

import {
  CellmerError,
  MOST_SIMULATED_ROWS,
  numberList,
  readOptions,
  simulateDensity,
  simulatedReport,
  wholeNumber,
  yesOrNo,
  type CellMatrix,
  type OptionValue,
  type SimulationOptions,
} from '../src/index';
import { cellsAs, density, numberOf, optionWords, range, seedNumber } from './arguments';
import { define, optional, type Given } from './declare';
import { givenCells } from './parameterText';
import { laidOut } from './runtime';

/** Of a value, about, in multiplications: some ten microseconds, of a density as text a hundred. */
const COST_OF_VALUE = { named: 5_000, typed: 100_000 } as const;
const MOST_DIGITS = 15;

export const likelihoodSimulate = define({
  id: 'LIKELIHOOD.SIMULATE',
  words:
    'Data from a density, with a header: the same for the same seed, on every machine and for good. Groups with "one-way normal", several samples beside each other with repeats, data whose estimates are exactly the parameters with exact=1.',
  examples: [
    '=LIKELIHOOD.SIMULATE("normal", "mu=16; sigma=2", 6, 1, "digits=2")',
    '=LIKELIHOOD.SIMULATE("one-way normal", "mu=16.3; sigma2=1.8; tau2=0.4", , 1, "groups=3; size=2; exact=1")',
  ],
  cost: (given) => valuesAsked(given) * costOfValue(given),
  arguments: {
    density: density(
      'Name of a density, such as "normal", "poisson", "binomial", "multinomial", "one-way normal" or "multivariate normal", or a density of one value as text, such as "dnorm(y, mu, sigma)".',
    ),
    parameters: range(
      'A number for each parameter, as text such as "mu=16; sigma=2", or cells with names and numbers. Of "multivariate normal" a range with the means in its first row and the covariance matrix below them.',
    ),
    rows: optional({
      words: 'How many values; of "one-way normal" groups and size say it.',
      isOptional: true,
      isRange: false,
      read: rowsOf,
    }),
    seed: optional(
      seedNumber(
        'Whole number from 0 on, which must be given: another one gives other data. COURSE.SEED makes one of a name.',
      ),
    ),
    options: optional(
      cellsAs(
        optionWords(
          'groups=10; size=5; digits=2',
          'groups and size, or sizes=3, 5, 8, of "one-way normal"; trials of "binomial", "beta-binomial" and "multinomial"; digits to which values are rounded; repeats=200 for as many samples beside each other; exact=1 for data whose estimates are exactly the parameters; whole=1 for a density as text of whole numbers; labels.',
        ),
        readSimulationOptions,
      ),
    ),
  },
  answer: ({ density: text, parameters: { cells }, rows, seed, options: { labels, ...options } }) => {
    if (seed === null)
      throw new CellmerError(
        'option',
        'seed is empty: expected a whole number, such as 1, from which the same data follow each time.',
      );
    const given = () => givenCells(cells, 'parameters');
    return laidOut(simulatedReport(simulateDensity({ density: text, given, cells, rows, seed, options })), {
      labels,
    });
  },
});

function rowsOf(given: Given): number | null {
  const found = numberOf(given);
  if (found === null || (Number.isInteger(found) && found >= 1 && found <= MOST_SIMULATED_ROWS)) return found;
  throw new CellmerError(
    'option',
    `rows is ${found}: expected a whole number from 1 to ${MOST_SIMULATED_ROWS}, which a sheet has besides the header.`,
  );
}

type Asked = SimulationOptions & { readonly labels: boolean };

const SETTERS: Readonly<Record<string, (value: OptionValue) => Partial<Asked>>> = {
  groups: (value) => ({ groups: wholeNumber(value) }),
  size: (value) => ({ size: wholeNumber(value) }),
  sizes: (value) => ({ sizes: sizesOf(value) }),
  trials: (value) => ({ trials: wholeNumber(value) }),
  digits: (value) => ({ digits: digitsOf(value) }),
  repeats: (value) => ({ repeats: wholeNumber(value) }),
  exact: (value) => ({ exact: yesOrNo(value) }),
  whole: (value) => ({ whole: yesOrNo(value) }),
  labels: (value) => ({ labels: yesOrNo(value) }),
};

const NOTHING: Asked = {
  groups: null,
  size: null,
  sizes: null,
  trials: null,
  digits: null,
  repeats: null,
  exact: false,
  whole: false,
  labels: true,
};

function readSimulationOptions(cells: CellMatrix): Asked {
  return readOptions(withLists(cells), Object.keys(SETTERS)).reduce(
    (asked, value) => ({ ...asked, ...SETTERS[value.name](value) }),
    NOTHING,
  );
}

/** Of two columns, a row without a name goes on with the values of the one above it: sizes in cells, one below the other. */
function withLists(cells: CellMatrix): CellMatrix {
  if (cells[0]?.length !== 2) return cells;
  const isBlank = (cell: unknown): boolean => cell === null || cell === undefined || cell === '';
  return cells.reduce<CellMatrix[number][]>((rows, [name, value]) => {
    const last = rows.at(-1);
    if (!last || !isBlank(name) || isBlank(value) || typeof value === 'object')
      return [...rows, [name, value]];
    return [...rows.slice(0, -1), [last[0], `${String(last[1] ?? '')}, ${value}`]];
  }, []);
}

function sizesOf(value: OptionValue): readonly number[] {
  const sizes = numberList(value);
  if (sizes.every((size) => Number.isInteger(size) && size >= 1)) return sizes;
  throw new CellmerError(
    'option',
    `The option sizes is "${value.text}": expected whole numbers, at least 1 each.`,
  );
}

/** Digits behind the point. */
export function digitsOf({ name, text }: OptionValue): number {
  const digits = Number(text);
  if (text !== '' && Number.isInteger(digits) && digits >= 0 && digits <= MOST_DIGITS) return digits;
  throw new CellmerError(
    'option',
    `The option ${name} is "${text}": expected a whole number from 0 to ${MOST_DIGITS}.`,
  );
}

/** What is wrong is said when it is read. */
function valuesAsked(given: readonly Given[]): number {
  const cells = (name: string): CellMatrix => given.find((one) => one.name === name)?.cells ?? [];
  try {
    const { repeats, groups, size } = readSimulationOptions(cells('options'));
    const rows = Number(cells('rows')[0]?.[0] ?? 0) || (groups ?? 1) * (size ?? 1);
    return rows * (repeats ?? 1);
  } catch {
    return 0;
  }
}

function costOfValue(given: readonly Given[]): number {
  const text = String(given.find(({ name }) => name === 'density')?.cells[0]?.[0] ?? '');
  return text.includes('(') ? COST_OF_VALUE.typed : COST_OF_VALUE.named;
}
