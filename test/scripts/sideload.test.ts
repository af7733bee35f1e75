import { describe, expect, test } from 'vitest';
import { excelCommand, readSideload } from '../../scripts/sideloadOptions.mjs';

describe('npm run sideload', () => {
  test('opens the Excel of this machine where there can be one', () => {
    for (const platform of ['win32', 'darwin'])
      expect(readSideload([], platform)).toEqual({
        action: 'open',
        manifest: 'manifest.xml',
        document: null,
      });
    expect(() => readSideload([], 'linux')).toThrow('use --web URL');
  });

  test('opens a workbook in Excel on the web from anywhere', () => {
    const url = 'https://example.org/book.xlsx';
    const options = readSideload(['--web', url, '--prefixed'], 'linux');
    expect(options).toEqual({ action: 'open', manifest: 'manifest.prefixed.xml', document: url });
    expect(excelCommand(options, 'm.xml').join(' ')).toBe(
      `start m.xml web --document ${url} --app excel --no-debug --no-live-reload`,
    );
  });

  test('serves, and takes the add-in out again, without opening anything', () => {
    expect(readSideload(['--serve'], 'linux').action).toBe('serve');
    expect(readSideload(['--stop'], 'win32').action).toBe('stop');
    expect(excelCommand({ document: null }, 'm.xml').slice(0, 3)).toEqual(['start', 'm.xml', 'desktop']);
  });

  test('refuses what it does not know', () => {
    expect(() => readSideload(['--wbe'], 'win32')).toThrow('There is no option --wbe');
    expect(() => readSideload(['--web'], 'win32')).toThrow('not nothing');
    expect(() => readSideload(['--web', 'book.xlsx'], 'win32')).toThrow('not book.xlsx');
  });
});
