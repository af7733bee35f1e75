/** Data with names that are hard to show: 60 characters, line breaks, twelve levels, and a model with thirty coefficients. */

import { quoteName, type Cell, type CellMatrix } from '../../src/index';

const LONG = {
  outcome: 'Reaction time of the first correct response\n(ms, mean of trials)',
  participant: 'Participant as numbered by the laboratory at the first visit',
  item: 'Item',
  condition: 'Condition of presentation\nand response hand',
  sex: 'Sex as stated by the participant',
  age: 'Age of the participant at the first session in whole years',
  numbers: ['Days', 'Dose (mg)', 'Pneumonoultramicroscopicsilicovolcanoconiosis_index', 'a', 'b'],
} as const;

const LEVELS = Array.from(
  { length: 12 },
  (_, i) =>
    `${i % 2 === 0 ? 'congruent' : 'incongruent'}, ${['left', 'right', 'both'][i % 3]} hand, block ${i + 1}`,
);

/** Numbers between -1 and 1 that look like chance and are the same each time. */
function noise(seed: number): () => number {
  let state = seed;
  return () => {
    state = (1664525 * state + 1013904223) % 4294967296;
    return state / 2147483648 - 1;
  };
}

/** 16 participants in twelve conditions, two rows each; every 40th row lacks its age. */
export function longNames(): CellMatrix {
  const random = noise(7);
  const header = [
    LONG.outcome,
    LONG.participant,
    LONG.item,
    LONG.condition,
    LONG.sex,
    LONG.age,
    ...LONG.numbers,
  ];
  const rows: Cell[][] = [];
  for (let p = 0; p < 16; p++) {
    const [own, slope] = [60 * random(), 20 * random()];
    LEVELS.forEach((level, c) => {
      for (let k = 0; k < 2; k++) {
        const numbers = LONG.numbers.map(() => Math.round(500 * random()) / 100);
        const y = 14832 + own + (30 + slope) * numbers[0] + 9 * c + 40 * random();
        const age = rows.length % 40 === 39 ? null : 20 + ((7 * p) % 31);
        const sex = p % 2 === 0 ? 'female, at birth' : 'male, at birth';
        rows.push([y, `participant number ${p + 1}`, `item ${(c + p) % 8}`, level, sex, age, ...numbers]);
      }
    });
  }
  return [header, ...rows];
}

/** Thirty coefficients: twelve levels, two levels and their products, and six numbers. */
export const LONG_MODEL = [
  `${quoteName(LONG.outcome)} ~ ${quoteName(LONG.condition)} * ${quoteName(LONG.sex)}`,
  quoteName(LONG.age),
  ...LONG.numbers.map(quoteName),
  `(Days | ${quoteName(LONG.participant)})`,
  `(1 | ${LONG.item})`,
].join(' + ');
