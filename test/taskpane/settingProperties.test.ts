import fc from 'fast-check';
import { expect, test } from 'vitest';
import { propertiesToSettings, settingsToProperties } from '../../taskpane/settingProperties';

test('a setting of any length comes back as it was, from pieces that Excel can hold', () => {
  const setting = fc.string({ unit: 'grapheme', maxLength: 900, size: 'max' });
  fc.assert(
    fc.property(setting, setting, (one, other) => {
      const settings = { 'cellmer.specification': one, 'cellmer.other': other };
      const properties = settingsToProperties(settings);
      for (const value of Object.values(properties)) {
        expect(value.length).toBeLessThanOrEqual(255);
        // No half of a character.
        expect(value).not.toMatch(/\p{Surrogate}/u);
      }
      expect(propertiesToSettings(properties)).toEqual(settings);
    }),
  );
});

test('properties of other programs are no settings', () => {
  expect(
    propertiesToSettings({ Department: 'Biology', 'cellmer.count': 3, 'cellmer.form': 'y ~ x' }),
  ).toEqual({
    'cellmer.form': 'y ~ x',
  });
});
