/** Tables of students, as the programs of teachers write them. */

import { describe, expect, test } from 'vitest';
import { readRoster } from '../../../workbench/coursework/roster';
import { rosterOf } from './homework';

const TEXT = 'student;name\r\nmüller;Müller\r\nweiß;"Weiß; A."\r\n0012;x\r\n';

describe('a roster', () => {
  test.each([
    ['UTF-8', Buffer.from(TEXT)],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${TEXT}`)],
    ['Windows-1252, as Excel saves CSV', Buffer.from(TEXT, 'latin1')],
    ['UTF-16, as Excel saves Unicode text', Buffer.from(`\ufeff${TEXT}`, 'utf16le')],
  ])('is read from %s', (_, bytes) => {
    const { rows, id } = readRoster(new Uint8Array(bytes), 'roster.csv');
    expect(rows.map((row) => row[id])).toEqual(['müller', 'weiß', '0012']);
  });

  test.each([
    [
      'a line that is no header',
      'ada\nbob\n',
      '“roster.csv” has no column for the ids of students: expected is a first line in which one is called “student” or “id”, and found is “ada”',
    ],
    ['an id twice', 'student\nada\nADA \n', '“roster.csv” has “ADA” twice'],
    ['an accent stored in two ways', 'id\nmüller\nmu\u0308ller\n', '“roster.csv” has “mu\u0308ller” twice'],
    [
      'files of one name',
      'id\na/b\na_b\n',
      '“roster.csv” has “a/b” and “a_b”, whose files would have the same name',
    ],
    ['nobody', 'student\n', '“roster.csv” has no students'],
    ['nothing', '', '“roster.csv” cannot be read: the file is empty'],
    [
      'a workbook',
      'PK\u0003\u0004\0\0\0\0\0',
      '“roster.csv” cannot be read: it is a workbook or an archive, and no text',
    ],
  ])('is refused for %s', (_, text, words) => {
    expect(() => rosterOf(text)).toThrow(words);
  });
});
