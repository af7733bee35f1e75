import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { docPage } from '../../scripts/docPage.mjs';

const root = join(import.meta.dirname, '../..');
const docs = readdirSync(join(root, 'docs')).filter((name) => name.endsWith('.md'));
const pages = new Map(
  docs.map((file) => {
    const name = file.slice(0, -'.md'.length);
    return [`${name}.html`, docPage(readFileSync(join(root, 'docs', file), 'utf8'), name)];
  }),
);
pages.set('licence.html', docPage(`# Licence\n\n${readFileSync(join(root, 'LICENSE'), 'utf8')}`, 'licence'));

const all = (pattern: RegExp, text: string) => [...text.matchAll(pattern)].map((match) => match[1]);

describe('the pages of the documentation', () => {
  test('are there for support, privacy, installation and Excel', () => {
    expect([...pages.keys()]).toEqual(
      expect.arrayContaining([
        'support.html',
        'privacy.html',
        'install.html',
        'excel.html',
        'first-check.html',
        'functions.html',
      ]),
    );
  });

  test('link to pages and headings that exist', () => {
    for (const [name, page] of pages)
      for (const link of all(/<a [^>]*href="([^"]*)"/g, page)) {
        if (/^https:/.test(link)) continue;
        const [file, anchor] = link.split('#');
        const target = file === '' ? page : pages.get(file);
        expect([name, link, target !== undefined]).toEqual([name, link, true]);
        if (anchor) expect([name, link, target!.includes(`id="${anchor}"`)]).toEqual([name, link, true]);
      }
  });

  test('show pictures and styles that are delivered with them', () => {
    const files = [...pages.values()].flatMap((page) =>
      all(/(?:src|rel="(?:icon|stylesheet)" href)="([^"]*)"/g, page),
    );
    expect(new Set(files)).toContain('assets/pages.css');
    for (const file of files)
      expect([file, existsSync(join(root, file.startsWith('images/') ? 'docs' : '', file))]).toEqual([
        file,
        true,
      ]);
  });

  test('run nothing, and forbid it', () => {
    for (const page of pages.values()) {
      expect(page).not.toMatch(/<script|\son\w+=|style="/);
      expect(page).toContain("default-src 'none'");
    }
  });

  test('have no two places of one name', () => {
    for (const page of pages.values()) {
      const ids = all(/ id="([^"]*)"/g, page);
      expect(ids).toHaveLength(new Set(ids).size);
    }
  });
});

describe('docPage', () => {
  test('gives headings GitHub’s anchors, and functions one more for Excel’s help links', () => {
    const page = docPage('# Title\n\n## What an error means\n\n## LMER.FIT\n', 'x');
    expect(page).toContain('<h2 id="what-an-error-means">What an error means</h2>');
    expect(page).toContain('<h2 id="lmerfit"><span id="LMER.FIT"></span>LMER.FIT</h2>');
  });

  test('leaves the head of a table away when it is empty', () => {
    expect(docPage('# T\n\n|  |  |\n| --- | --- |\n| a | b |\n', 'x')).not.toContain('<th');
    expect(docPage('# T\n\n| c | d |\n| --- | --- |\n| a | b |\n', 'x')).toContain('<th scope="col">c</th>');
  });

  test('lays results out as a sheet does: numbers to the right, a text over the blanks behind it', () => {
    const page = docPage('# T\n\n| a | b |\n| --- | --- |\n| Title |  |\n| x | -1.5e-7 |\n', 'x');
    expect(page).toContain('<tr><td colspan="2">Title</td></tr>');
    expect(page).toContain('<tr><td>x</td><td class="number">-1.5e-7</td></tr>');
  });

  test('shows text as text', () => {
    expect(docPage('# T\n\n    <b> & "q"\n', 'x')).toContain('<code>&lt;b&gt; &amp; &quot;q&quot;</code>');
  });

  test('keeps the words of a link to what is not built, and drops the link', () => {
    expect(docPage('# T\n\n[layers](../eslint/layers.mjs)\n', 'x')).toContain('<p>layers</p>');
  });

  test('refuses a page without a title', () => {
    expect(() => docPage('text', 'x')).toThrow('docs/x.md has no heading of the first level.');
  });
});
