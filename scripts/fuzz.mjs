/**
 * `npm run fuzz`: tries random formulas, tables, expressions, calls, models and files, and says what each must hold.
 *
 *   npm run fuzz -- --seconds N            for N seconds together, 60 by default
 *   npm run fuzz -- --only NAME[,NAME..]   only these of the targets in test/fuzz/targets
 *   npm run fuzz -- --seed S               the cases of that seed; others each time by default
 *   npm run fuzz -- --path P               with the seed and one name that a fault was said with: that fault again
 */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { ensureInstalled, root } from './install.mjs';

const text = { type: 'string' };
const options = { seconds: text, only: text, seed: text, path: text };
try {
  const { values } = parseArgs({ options });
  const numbers = ['seconds', 'seed'].filter((name) => values[name] !== undefined);
  for (const name of numbers)
    if (!(Number(values[name]) > 0)) throw new Error(`--${name} is a number above 0, not "${values[name]}"`);
  ensureInstalled({ log: console.error });
  const seed = values.seed ?? String(1 + (Date.now() % 0x7fffffff));
  console.log(`Seed ${seed}`);
  const env = {
    ...process.env,
    SEED: seed,
    FUZZ_SECONDS: values.seconds ?? '60',
    FUZZ_ONLY: values.only ?? '',
    ...(values.path === undefined ? {} : { FUZZ_PATH: values.path }),
  };
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--project', 'fuzz'];
  process.exitCode = spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit', env }).status ?? 1;
} catch (error) {
  console.error(error.message);
  process.exitCode = 2;
}
