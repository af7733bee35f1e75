/**
 * Writes docs/lessons.md from the lessons themselves: `node scripts/lessons.mjs` after changing any; `test/lessons` says whether it is
 * current.
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { format, resolveConfig } from 'prettier';
import { tsImport } from 'tsx/esm/api';
import { root } from './install.mjs';

export const LESSONS_FILE = join(root, 'docs', 'lessons.md');

const OPENING = `# Lessons

Written by \`node scripts/lessons.mjs\` from the lessons.

Each lesson is a sheet: in the pane, _Examples_ and _Lessons_ put it into the workbook, and \`#lesson=3\` behind the address of a hosted workbench
opens it. At the left a calculation stands step by step in formulas of the spreadsheet itself, at the right what the functions give; the
figure follows both. Yellow cells are there to be changed. Four questions stand at the top; each is checked as soon as its answer is typed,
against what the functions compute (\`CHECK.ANSWER\`, see [teaching](teaching.md)). Nothing is marked and nothing is sent. The yields of the wheat lessons
are a stand-in with the sums of squares of a classroom example, so that its estimates come out as printed.
`;

/** @returns {Promise<string>} the page as it should be */
export async function lessonsPage() {
  const { LESSONS } = await tsImport('../taskpane/lessons/index.ts', import.meta.url);
  const sections = await Promise.all(LESSONS.map(section));
  const page = [OPENING, ...sections].join('\n');
  return format(page, { ...(await resolveConfig(LESSONS_FILE)), filepath: LESSONS_FILE });
}

/** @param {import('../taskpane/lessons/index').LessonEntry} entry */
async function section({ title, changes, moves, load }, at) {
  const { lesson } = await load();
  return [
    `## ${at + 1}. ${title}\n`,
    `${plain(lesson.words)}\n`,
    `- **Change**: ${plain(changes)}.`,
    `- **Watch**: ${plain(moves)}.\n`,
    ...lesson.questions.map(({ ask }, i) => `${i + 1}. ${plain(ask)}`),
    '',
  ].join('\n');
}

/** Without what Markdown takes for signs of its own. */
function plain(text) {
  return text.replace(/[*_|^]/g, '\\$&');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await writeFile(LESSONS_FILE, await lessonsPage());
