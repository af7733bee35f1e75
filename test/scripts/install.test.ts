import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isInstalled } from '../../scripts/install.mjs';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cellmer-install-'));
  lockfile('package-lock.json', { '': { version: '1.0.0' }, 'node_modules/a': { version: '1.2.3' } });
});
afterEach(() => rmSync(folder, { recursive: true }));

function lockfile(name: string, packages: Record<string, { version: string; optional?: boolean }>): void {
  mkdirSync(join(folder, 'node_modules'), { recursive: true });
  writeFileSync(join(folder, name), JSON.stringify({ packages }));
}

describe('isInstalled', () => {
  it('says no when npm has recorded no finished installation', () => {
    expect(isInstalled(folder)).toBe(false);
  });

  it('says yes when every package is recorded with its version', () => {
    lockfile('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.2.3' } });
    expect(isInstalled(folder)).toBe(true);
  });

  it('says no when a version differs or a package is missing', () => {
    lockfile('node_modules/.package-lock.json', { 'node_modules/a': { version: '1.2.2' } });
    expect(isInstalled(folder)).toBe(false);
    lockfile('node_modules/.package-lock.json', {});
    expect(isInstalled(folder)).toBe(false);
  });

  it('does not ask for optional packages, which are for other platforms as often as not', () => {
    lockfile('package-lock.json', { 'node_modules/b': { version: '1.0.0', optional: true } });
    lockfile('node_modules/.package-lock.json', {});
    expect(isInstalled(folder)).toBe(true);
  });
});
