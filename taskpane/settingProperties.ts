/**
 * Settings as custom document properties of a workbook, in Excel as in the workbench, so that a model goes with the file from one
 * to the other. Excel keeps them whatever it does with the file, and shows them under File > Info.
 *
 * Excel holds at most 255 characters in such a property: longer settings are continued in `name/2`, `name/3`, ...
 */

/** What the names of settings begin with inside a workbook and its files. */
export const SETTING_PREFIX = 'cellmer.';

const LONGEST = 255;

/** @param settings values by full name */
export function settingsToProperties(settings: Readonly<Record<string, string>>): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const [name, value] of Object.entries(settings))
    pieces(value).forEach((piece, i) => (properties[i === 0 ? name : `${name}/${i + 1}`] = piece));
  return properties;
}

/** Properties that are no settings of ours are left out. */
export function propertiesToSettings(properties: Readonly<Record<string, unknown>>): Record<string, string> {
  const settings: Record<string, string> = {};
  for (const [name, value] of Object.entries(properties)) {
    if (!name.startsWith(SETTING_PREFIX) || typeof value !== 'string' || /\/\d+$/.test(name)) continue;
    settings[name] = value;
    for (let i = 2; typeof properties[`${name}/${i}`] === 'string'; i++)
      settings[name] += properties[`${name}/${i}`] as string;
  }
  return settings;
}

/** Cut between characters, never inside of one that takes two code units. */
function pieces(value: string): string[] {
  const out = [''];
  for (const character of value) {
    if (out[out.length - 1].length + character.length > LONGEST) out.push('');
    out[out.length - 1] += character;
  }
  return out;
}
