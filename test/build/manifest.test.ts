import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { OfficeAddinManifest } from 'office-addin-manifest';
import { describe, expect, test } from 'vitest';
import { checkedBase, DEVELOPMENT_BASE, withBase, withPrefix } from '../../scripts/manifest.mjs';

const root = join(import.meta.dirname, '../..');
const path = join(root, 'manifest.xml');
const manifest = readFileSync(path, 'utf8');
const withoutComments = manifest.replace(/<!--[^]*?-->/g, '');

/** What stands in the first group of every match. */
const all = (pattern: RegExp, text = withoutComments) => [...text.matchAll(pattern)].map((match) => match[1]);

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

  test('points to icons that are there, in the size they claim', () => {
    const icons = all(/https:\/\/localhost:3000\/(assets\/icon-\d+\.png)/g);
    expect(new Set(icons).size).toBeGreaterThanOrEqual(4);
    for (const icon of [...icons, 'assets/icon-128.png']) {
      const png = readFileSync(join(root, icon));
      const size = Number(/icon-(\d+)/.exec(icon)![1]);
      expect(png.subarray(1, 4).toString()).toBe('PNG');
      // Width and height stand in the header chunk.
      expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([size, size]);
    }
  });
});

describe('the hosted manifest', () => {
  test('has another address everywhere', () => {
    const hosted = withBase(manifest, checkedBase('https://example.org/cellmer'));
    expect(hosted).not.toContain('localhost');
    expect(hosted).toContain('"https://example.org/cellmer/taskpane.html"');
    expect(withBase(manifest, DEVELOPMENT_BASE)).toBe(manifest);
  });

  test('is refused an address that Excel would not load', () => {
    for (const base of ['http://example.org/', 'example.org', 'https://a b/', 'https://a/"'])
      expect(() => checkedBase(base)).toThrow('expected one such as https://host/path/');
  });

  test('with a prefix differs by its id and the namespace', () => {
    const prefixed = withPrefix(manifest);
    expect(all(/<Namespace resid="([^"]*)"\/>/g, prefixed)).toEqual(['Functions.Namespace']);
    expect(prefixed).toContain('<bt:String id="Functions.Namespace" DefaultValue="CELLMER"/>');
    expect(all(/<Id>([^<]*)</g, prefixed)).not.toEqual(all(/<Id>([^<]*)</g));
    // The schema wants the namespace last in its extension point.
    expect(prefixed).toMatch(/<\/Metadata>\s*<Namespace[^>]*>\s*<\/ExtensionPoint>/);
  });
});
