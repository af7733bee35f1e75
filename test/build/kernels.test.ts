import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { generate, KERNELS_FILE } from '../../scripts/kernels.mjs';

test('the compiled kernels are what their source gives, byte for byte', async () => {
  expect(readFileSync(KERNELS_FILE, 'utf8')).toBe(await generate());
}, 60_000);
