/** What Excels that differ let a page do with files. */

import { afterEach, expect, test } from 'vitest';
import type { CourseDesk } from '../../../taskpane/host';
import { excelHost } from '../../../taskpane/hosts/excel';
import type { RequirementSets } from '../../excel/clients/requirements';
import { openExcel } from '../../excel/support';

const PLATFORMS = { PC: 'PC', OfficeOnline: 'OfficeOnline', Mac: 'Mac', iOS: 'iOS' } as const;

let uninstall = (): void => undefined;
afterEach(() => uninstall());

function deskOn(platform: keyof typeof PLATFORMS, requirements?: RequirementSets): CourseDesk {
  const { client, excel } = openExcel({
    sheets: { Homework: [['Your id', 'ada'], ['Question', 'Answer'], ['Mean', 2.5], ['Sum']] },
    requirements,
  });
  excel.addName('student', 'Homework!B1');
  uninstall = client.install();
  Object.assign(Office, { PlatformType: PLATFORMS });
  Object.assign(Office.context, { platform });
  const spawn = () => {
    throw new Error('nothing is graded here');
  };
  return excelHost(spawn).course!;
}

test.each([
  ['PC', undefined, true],
  ['OfficeOnline', undefined, true],
  ['OfficeOnline', { CompressedFile: '1.0' }, false],
  ['Mac', undefined, false],
  ['iOS', undefined, false],
] as const)('%s with %j saves files: %j', (platform, requirements, isAble) => {
  expect(deskOn(platform, requirements).teacher !== null).toBe(isAble);
});

test('where nothing can be saved the answers are collected all the same, and the file has a name', async () => {
  const { receipt, ...handedIn } = await deskOn('Mac').handIn();
  // Of a workbook that was not handed out the assignment is what its file is called, and this one lies nowhere yet.
  expect(handedIn).toEqual({
    blank: ['Sum'],
    answered: 1,
    checks: { right: 0, wrong: 0, blank: 0 },
    notCarried: [],
    file: 'Homework_ada.xlsx',
    isSaved: false,
  });
  expect(receipt).toContain(' ada Mean=2.5 Sum= ');
});
