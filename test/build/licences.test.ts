import { describe, expect, test } from 'vitest';
import { licenceProblem, licencesText, readPackage, type BundledPackage } from '../../scripts/licences.mjs';
import { root } from '../../scripts/install.mjs';

const one = (change: Partial<BundledPackage>): BundledPackage => ({
  name: 'one',
  version: '1.0.0',
  licence: 'MIT',
  texts: ['Text of one'],
  ...change,
});

describe('licenceProblem', () => {
  test('lets permissive licences pass, alone, together, or as one of a choice', () => {
    for (const licence of ['MIT', 'Apache-2.0 AND BSL-1.0', '(GPL-3.0 OR MIT)'])
      expect(licenceProblem(one({ licence }))).toBeNull();
  });

  test('says which package may not be shipped, and why', () => {
    expect(licenceProblem(one({ licence: 'GPL-3.0' }))).toMatch(
      /^one 1\.0\.0 is under GPL-3\.0: expected one of MIT/,
    );
    expect(licenceProblem(one({ licence: 'MIT AND GPL-2.0' }))).toContain('is under MIT AND GPL-2.0');
    expect(licenceProblem(one({ licence: '' }))).toContain('one 1.0.0 declares no licence');
  });
});

describe('licencesText', () => {
  test('prints a text once for all packages that come with it', () => {
    const text = licencesText([
      one({ name: 'b' }),
      one({ name: 'a' }),
      one({ name: 'c', texts: ['Another'] }),
    ]);
    expect(text.match(/Text of one/g)).toHaveLength(1);
    expect(text).toMatch(/a 1\.0\.0 \(MIT\)\nb 1\.0\.0 \(MIT\)\n=+\n\nText of one/);
    expect(text).toContain('Another');
  });

  test('takes the text of a package by the same authors for one without', () => {
    const packages = [one({ name: '@x/a', texts: [] }), one({ name: '@x/b', texts: ['Ours'] }), one({})];
    expect(licencesText(packages)).toMatch(/@x\/a 1\.0\.0 \(MIT\)\n@x\/b 1\.0\.0 \(MIT\)\n=+\n\nOurs/);
  });

  test('says so when there is no text at all', () => {
    expect(licencesText([one({ texts: [] })])).toContain('names the licence MIT and has no copy of it');
  });
});

test('readPackage finds the licence of a package and its text', () => {
  const react = readPackage(`${root}/node_modules/react`);
  expect(react).toMatchObject({ name: 'react', licence: 'MIT' });
  expect(react.texts[0]).toContain('Permission is hereby granted');
});

test('readPackage knows a licence by its text where package.json declares none', () => {
  const telemetry = readPackage(`${root}/node_modules/@univerjs/telemetry`);
  expect(telemetry).toMatchObject({ name: '@univerjs/telemetry', licence: 'Apache-2.0' });
  expect(licenceProblem(telemetry)).toBeNull();
});
