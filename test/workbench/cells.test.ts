import { RichTextBuilder } from '@univerjs/core';
import { expect, test } from 'vitest';
import { plainCell } from '../../workbench/cells';

/** What Univer makes of lines that are typed into one cell. */
const lines = (text: string) => ({ v: null, p: documentOf(text) });

function documentOf(text: string) {
  const data = RichTextBuilder.newEmptyData();
  return { ...data, body: { ...data.body, dataStream: `${text.replaceAll('\n', '\r')}\r\n` } };
}

test('a cell with a document in place of a value holds its text, line by line', () => {
  expect(plainCell(lines('two\nlines'))).toBe('two\nlines');
  expect(plainCell(lines(''))).toBeNull();
  // Formats within a text that is a value do not change it.
  expect(plainCell({ v: 12, t: 2, p: documentOf('12') })).toBe(12);
});
