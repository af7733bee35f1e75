import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DISK } from '../../../bin/files';
import { main } from '../../../bin/main';
import { homework, rightFor } from './homework';
import { changed, fillIn } from './support';

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'cellmer-course-'));
  writeFileSync(join(folder, 'HW3 key.xlsx'), new Uint8Array(await (await homework()).arrayBuffer()));
  writeFileSync(join(folder, 'roster.csv'), 'name,student\nAda,ada\nCarl,carl\n');
  writeFileSync(join(folder, 'all.csv'), 'student\nAda\ndora\ncarl\n');
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  let [out, problems] = ['', ''];
  const shell = {
    open: () => {
      throw new Error('nothing is read so');
    },
    write: (text: string) => void (out += text),
    writeError: (text: string) => void (problems += text),
  };
  const paths = args.map((arg) => arg.replace('@', `${folder}/`));
  const code = await main(paths, shell, DISK);
  return { code, out: out.replaceAll(folder, '@'), problems: problems.replaceAll(folder, '@') };
}

describe('cellmer', () => {
  test('hands out, and grades what comes back, with marked workbooks', async () => {
    const handedOut = await run('handout', '@HW3 key.xlsx', '--roster', '@roster.csv', '--out', '@out');
    expect(handedOut).toEqual({ code: 0, out: '2 files in @/out\n', problems: '' });
    expect(readdirSync(join(folder, 'out')).sort()).toEqual(['HW3_ada.xlsx', 'HW3_carl.xlsx']);
    const own = join(folder, 'out/HW3_ada.xlsx');
    const { mean } = rightFor('ada');
    writeFileSync(
      own,
      await changed(readFileSync(own), (book) => fillIn(book, 'ada', { q_n: 10, q_mean: mean })),
    );
    const graded = await run(
      'grade',
      '@HW3 key.xlsx',
      '@out',
      '--csv',
      '@new/grades.csv',
      '--feedback',
      '@marked',
      '--roster',
      '@all.csv',
    );
    expect(graded).toEqual({ code: 0, out: 'nothing graded of: dora\n2 of 2 graded\n', problems: '' });
    expect(readFileSync(join(folder, 'new/grades.csv'), 'utf8').split('\r\n').slice(1)).toEqual([
      'ada,HW3_ada.xlsx,3,1,2,0,0,0,0,,',
      'carl,HW3_carl.xlsx,0,0,0,0,0,0,0,,',
      'dora,,,,,,,,,,nothing of this student is graded',
      '',
    ]);
    expect(readdirSync(join(folder, 'marked')).sort()).toEqual([
      'HW3_ada_marked.xlsx',
      'HW3_carl_marked.xlsx',
    ]);
  });

  test.each([
    [['handout'], 2, 'the teacher’s workbook is missing'],
    [['handout', '@HW3 key.xlsx'], 2, '--out is missing'],
    [['handout', '@HW3 key.xlsx', '@roster.csv', '--out', '@out'], 2, 'is one argument too many'],
    [['handout', '@HW3 key.xlsx', '--out', '@out', '--ml'], 2, '--ml is not an option of handout'],
    [['grade', '@HW3 key.xlsx', '--csv', '@g.csv'], 2, 'the files to be graded are missing'],
    [['grade', '@HW3 key.xlsx', '@out'], 2, '--csv is missing'],
    [
      ['grade', '@HW3 key.xlsx', '@out', '--csv', '@g.csv', '--lms', 'ilias'],
      2,
      '--lms must be moodle or canvas',
    ],
    [['fit', 'x.csv', 'y ~ 1 + (1 | g)', '--roster', 'r.csv'], 2, '--roster is not an option of fit'],
    [['handout', '@no.xlsx', '--out', '@out'], 1, 'there is no file "@/no.xlsx"'],
    [['handout', '@roster.csv', '--out', '@out'], 1, '“roster.csv” has no sheet “Key”: it has “roster”'],
  ])('%j ends with %i and a sentence', async (args, code, sentence) => {
    const { code: ended, problems } = await run(...args);
    expect([ended, problems]).toEqual([code, expect.stringContaining(sentence)]);
  });
});
