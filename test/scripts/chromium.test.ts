import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { findChromium } from '../../scripts/chromium.mjs';

const platform = Object.getOwnPropertyDescriptor(process, 'platform')!;

afterEach(() => {
  vi.unstubAllEnvs();
  Object.defineProperty(process, 'platform', platform);
});

describe('findChromium', () => {
  it('takes the program that CHROMIUM_PATH names', () => {
    // Any program that answers to --version will do here.
    vi.stubEnv('CHROMIUM_PATH', process.execPath);
    expect(findChromium()).toBe(process.execPath);
  });

  it('objects to a CHROMIUM_PATH that does not run', () => {
    vi.stubEnv('CHROMIUM_PATH', '/nowhere/chromium');
    expect(() => findChromium()).toThrow(
      'CHROMIUM_PATH is "/nowhere/chromium", which is not a browser that runs.',
    );
  });

  it('says that there is none where nothing is installed', () => {
    // Elsewhere than on Linux browsers have fixed places, which a test cannot empty.
    Object.defineProperty(process, 'platform', { ...platform, value: 'linux' });
    const empty = mkdtempSync(join(tmpdir(), 'cellmer-chromium-'));
    vi.stubEnv('CHROMIUM_PATH', '');
    vi.stubEnv('PATH', empty);
    vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', empty);
    expect(findChromium()).toBeNull();
    rmSync(empty, { recursive: true });
  });
});
