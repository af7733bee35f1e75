/** Prints the tables of coverages in docs/prediction.md: `node scripts/run.mjs test/predict/coverageTable.ts 10000 [ddf]`. */

import { DENOMINATORS } from '../../src/inference/denominator';
import { coverage, DESIGNS, TARGETS } from './coverage';

const count = Number(process.argv[2] ?? 1000);
const ddf = DENOMINATORS.find((one) => one === process.argv[3]);
console.log(['design', ...TARGETS].join(' | '));
for (const design of DESIGNS) {
  const found = coverage(design, count, 20, ddf);
  console.log([design.name, ...TARGETS.map((target) => found[target].toFixed(3))].join(' | '));
}
