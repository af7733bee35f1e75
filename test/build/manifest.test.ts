import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppManifestUtils, type TeamsManifest } from '@microsoft/app-manifest';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { describe, expect, test } from 'vitest';
import type metadata from '../../functions/functions.json';
import { METADATA_FILE } from '../../scripts/metadata.mjs';
import { buildNumber, checkedBase, DEVELOPMENT_BASE, manifests, withBase } from '../../scripts/manifest.mjs';

const root = join(import.meta.dirname, '../..');
const path = join(root, 'manifest.xml');
const manifest = readFileSync(path, 'utf8');
const withoutComments = manifest.replace(/<!--[^]*?-->/g, '');

interface WithRuntimes {
  readonly extensions: readonly { readonly runtimes: { customFunctions?: unknown }[] }[];
}

/** The first version of the manifest that has enumerations. */
const ENUMERATIONS = '1.25';

/** Enumerations as they were said when they were new, which the schema of a manifest has forgotten. */
function withoutOldNames(all: typeof metadata): typeof metadata {
  return JSON.parse(
    JSON.stringify(all, (key, value: unknown) =>
      key === 'customEnumType' || (key === 'value' && typeof value === 'string') ? undefined : value,
    ),
  ) as typeof metadata;
}

/** What stands in the first group of every match. */
const all = (pattern: RegExp, text = withoutComments) => [...text.matchAll(pattern)].map((match) => match[1]);

test('the manifests are what their one source says', () => {
  for (const [name, content] of Object.entries(manifests(DEVELOPMENT_BASE)))
    expect(readFileSync(join(root, name), 'utf8')).toBe(content);
});

describe('manifest.xml', () => {
  test('is read by Microsoft’s own reader', async () => {
    const info = await OfficeAddinManifest.readManifestFile(path);
    expect(info).toMatchObject({ displayName: 'Cellmer', officeAppType: 'TaskPaneApp', hosts: ['Workbook'] });
    expect(info.id).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(info.permissions).toBe('ReadWriteDocument');
  });

  test('carries the version of the package', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(all(/<Version>([^<]*)</g)).toEqual([`${version}.0`]);
  });

  test('has a version that rises from build to build, within the digits that Excel takes', () => {
    const versionAt = (date: string) => {
      const [found] = all(
        /<Version>([^<]*)</g,
        manifests(DEVELOPMENT_BASE, buildNumber(Date.parse(date)))['manifest.xml'],
      );
      return Number(found.split('.')[3]);
    };
    const builds = ['2026-11-30T10:00Z', '2026-11-30T11:00Z', '2027-01-01T00:00Z', '2036-01-01T00:00Z'];
    const versions = builds.map(versionAt);
    expect(versions).toEqual([8002, 8003, 8760, 87648]);
  });

  test('gives the functions no namespace', () => {
    expect(withoutComments).not.toContain('<Namespace');
  });

  test('makes the task pane the one page of a runtime that lives long', () => {
    expect(all(/<Runtime resid="([^"]*)" lifetime="long"\/>/g)).toEqual(['Taskpane.Url']);
    expect(all(/<Runtime ([^>]*)>/g)).toHaveLength(1);
    expect(all(/<Page>\s*<SourceLocation resid="([^"]*)"/g)).toEqual(['Taskpane.Url']);
    expect(all(/<FunctionFile resid="([^"]*)"/g)).toEqual(['Taskpane.Url']);
  });

  test('states the requirement sets', () => {
    const sets = [...withoutComments.matchAll(/<Set Name="([^"]*)" MinVersion="([^"]*)"/g)];
    expect(Object.fromEntries(sets.map(([, name, version]) => [name, version]))).toEqual({
      SharedRuntime: '1.1',
      CustomFunctionsRuntime: '1.3',
      ExcelApi: '1.9',
    });
  });

  test('defines every resource it refers to, and refers to every one it defines', () => {
    const used = new Set(all(/resid="([^"]*)"/g));
    const defined = new Set(all(/<bt:(?:Image|Url|String) id="([^"]*)"/g));
    expect([...used].sort()).toEqual([...defined].sort());
  });

  test('keeps to the lengths Excel allows', () => {
    for (const id of all(/resid="([^"]*)"/g)) expect(id.length).toBeLessThanOrEqual(32);
    const [short] = all(/<bt:ShortStrings>([^]*?)<\/bt:ShortStrings>/g);
    for (const text of all(/DefaultValue="([^"]*)"/g, short)) expect(text.length).toBeLessThanOrEqual(125);
    const [long] = all(/<bt:LongStrings>([^]*?)<\/bt:LongStrings>/g);
    for (const text of all(/DefaultValue="([^"]*)"/g, long)) expect(text.length).toBeLessThanOrEqual(250);
  });

  test('has a button for the pane and one that runs the function for the examples', () => {
    expect(all(/<Control xsi:type="Button" id="([^"]*)"/g)).toEqual([
      'Cellmer.ShowPane',
      'Cellmer.ShowExamples',
    ]);
    expect(all(/<TaskpaneId>([^<]*)</g)).toEqual(['Cellmer.Pane']);
    const [name] = all(/<FunctionName>([^<]*)</g);
    expect(readFileSync(join(root, 'taskpane/excel.tsx'), 'utf8')).toContain(
      `Office.actions.associate('${name}',`,
    );
  });

  test('points to icons that are there, in the size they claim', () => {
    const icons = all(/https:\/\/localhost:3000\/(assets\/icon-\d+\.png)/g);
    expect([...new Set(icons)].map((icon) => Number(/\d+/.exec(icon)![0])).sort((a, b) => a - b)).toEqual([
      16, 32, 64, 80,
    ]);
    for (const icon of [...icons, 'assets/icon-128.png', 'assets/color-192.png', 'assets/outline-32.png']) {
      const png = readFileSync(join(root, icon));
      const size = Number(/-(\d+)\.png/.exec(icon)![1]);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      // Width and height stand in the header chunk.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});

describe('manifest.json', () => {
  const unified = JSON.parse(readFileSync(join(root, 'manifest.json'), 'utf8')) as TeamsManifest;

  test('is valid by the schema it names', async () => {
    expect(await AppManifestUtils.validateAgainstSchema(unified)).toEqual([]);
    const broken = structuredClone(unified) as unknown as Record<string, unknown>;
    delete broken.developer;
    expect(await AppManifestUtils.validateAgainstSchema(broken as unknown as TeamsManifest)).not.toEqual([]);
  });

  test('knows functions in the form that functions.json has', async () => {
    const { functions, enums } = withoutOldNames(
      JSON.parse(readFileSync(METADATA_FILE, 'utf8')) as typeof metadata,
    );
    const broken = async (customFunctions: unknown): Promise<string[]> => {
      const full = JSON.parse(
        JSON.stringify(unified).replaceAll(unified.manifestVersion, ENUMERATIONS),
      ) as WithRuntimes;
      full.extensions[0].runtimes[0].customFunctions = customFunctions;
      const rules = await AppManifestUtils.validateAgainstSchema(full as unknown as TeamsManifest);
      // Within a manifest a description has at most 128 characters, in a file of its own as many as it needs.
      return rules.filter((rule) => !/description must NOT have more than/.test(rule));
    };
    expect(await broken({ functions, enums })).toEqual([]);
    const [{ parameters, ...first }] = functions;
    expect(
      await broken({ functions: [{ ...first, parameters: [{ ...parameters[0], name: '' }] }] }),
    ).not.toEqual([]);
    expect(await broken({ functions, enums: [{ ...enums[0], type: 'text' }] })).not.toEqual([]);
  });

  test('is read by Microsoft’s own reader', async () => {
    const info = await OfficeAddinManifest.readManifestFile(join(root, 'manifest.json'));
    expect(info).toMatchObject({ displayName: 'Cellmer', id: all(/<Id>([^<]*)</g)[0] });
  });

  test('asks for what manifest.xml asks for', () => {
    const [{ requirements, runtimes }] = (unified as unknown as Record<string, unknown>).extensions as {
      requirements: { capabilities: { name: string; minVersion: string }[] };
      runtimes: { lifetime: string; customFunctions: object }[];
    }[];
    const sets = [...withoutComments.matchAll(/<Set Name="([^"]*)" MinVersion="([^"]*)"/g)];
    expect(requirements.capabilities).toEqual(sets.map(([, name, minVersion]) => ({ name, minVersion })));
    expect(runtimes).toHaveLength(1);
    expect(runtimes[0]).toMatchObject({
      lifetime: 'long',
      customFunctions: { metadataUrl: 'https://localhost:3000/functions.json' },
    });
  });

  test('names only addresses that manifest.xml names too, and pages that are built', () => {
    const addresses = (text: string) => [...new Set(text.match(/https:\/\/localhost:3000\/[^"<]+/g))];
    const pages = addresses(JSON.stringify(unified)).filter((url) => url.endsWith('.html'));
    expect(pages.map((url) => url.slice(DEVELOPMENT_BASE.length)).sort()).toEqual([
      'functions.html',
      'licence.html',
      'privacy.html',
      'support.html',
      'taskpane.html',
    ]);
    const others = addresses(JSON.stringify(unified)).filter((url) => !url.endsWith('.html'));
    for (const url of others) expect(manifest).toContain(url);
  });
});

describe('the hosted manifest', () => {
  test('has another address everywhere', () => {
    for (const content of Object.values(manifests(checkedBase('https://example.org/cellmer')))) {
      expect(content).not.toContain('localhost');
      expect(content).toMatch(/"https:\/\/example\.org\/cellmer\/taskpane\.html(?:\?prefix=CELLMER)?"/);
    }
    const help = 'https://localhost:3000/functions.html#LMER.FIT';
    expect(withBase(help, checkedBase('https://example.org/x/'))).toBe(
      'https://example.org/x/functions.html#LMER.FIT',
    );
  });

  test('is refused an address that Excel would not load', () => {
    for (const base of [
      'http://example.org/',
      'example.org',
      'https://a b/',
      'https://a/"',
      'https://a/?b',
      '',
    ])
      expect(() => checkedBase(base)).toThrow('expected one such as https://host/path/');
  });

  test('with a prefix differs by its id, its name and the namespace, of which the page is told', () => {
    const prefixed = readFileSync(join(root, 'manifest.prefixed.xml'), 'utf8');
    expect(all(/<Namespace resid="([^"]*)"\/>/g, prefixed)).toEqual(['Functions.Namespace']);
    expect(prefixed).toContain('<bt:String id="Functions.Namespace" DefaultValue="CELLMER"/>');
    expect(all(/<Id>([^<]*)</g, prefixed)).not.toEqual(all(/<Id>([^<]*)</g));
    // The schema wants the namespace last in its extension point.
    expect(prefixed).toMatch(/<\/Metadata>\s*<Namespace[^>]*>\s*<\/ExtensionPoint>/);
    const without = (text: string) =>
      text.split('\n').filter((line) => !/<Id>|DisplayName|Namespace/.test(line));
    expect(prefixed.match(/taskpane\.html\?prefix=CELLMER"/g)).toHaveLength(2);
    expect(without(prefixed.replaceAll('?prefix=CELLMER', ''))).toEqual(without(manifest));
  });
});
