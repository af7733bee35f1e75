import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { LESSONS_FILE, lessonsPage } from '../../scripts/lessons.mjs';

test('docs/lessons.md says what the lessons are (node scripts/lessons.mjs writes it)', async () => {
  expect(readFileSync(LESSONS_FILE, 'utf8')).toBe(await lessonsPage());
});
