/**
 * Runs a TypeScript file of the repository: `node scripts/run.mjs bench/parity.ts ARGUMENTS`.
 * Installs the packages first where they are missing.
 */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { ensureInstalled, root } from './install.mjs';

const [entry, ...rest] = process.argv.slice(2);
if (!entry) {
  console.error('Usage: node scripts/run.mjs FILE.ts [ARGUMENTS]');
  process.exit(2);
}
try {
  ensureInstalled({ log: console.error });
} catch (error) {
  console.error(error.message);
  process.exit(1);
}
const child = spawn(
  process.execPath,
  ['--import', import.meta.resolve('tsx'), resolve(root, entry), ...rest],
  {
    stdio: 'inherit',
  },
);
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)));
