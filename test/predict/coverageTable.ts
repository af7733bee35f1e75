/** Prints the table of coverages in docs/prediction.md: `node scripts/run.mjs test/predict/coverageTable.ts 10000`. */

import { coverage, DESIGNS, TARGETS } from './coverage';

const count = Number(process.argv[2] ?? 1000);
console.log(['design', ...TARGETS].join(' | '));
for (const design of DESIGNS) {
  const found = coverage(design, count, 20);
  console.log([design.name, ...TARGETS.map((target) => found[target].toFixed(3))].join(' | '));
}
