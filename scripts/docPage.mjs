/**
 * A page of docs/ as HTML, so that the add-in's help, support and privacy pages stand beside it on the same host. No scripts,
 * and nothing from anywhere else.
 */
import { Marked } from 'marked';

/** The pages that every page leads to. */
const MENU = [
  ['install', 'Installing'],
  ['excel', 'In Excel'],
  ['functions', 'Functions'],
  ['support', 'Support'],
  ['privacy', 'Privacy'],
];

const POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'";

/**
 * @param {string} markdown text of docs/NAME.md
 * @param {string} name
 * @returns {string} HTML of NAME.html
 */
export function docPage(markdown, name) {
  const title = /^# (.+)$/m.exec(markdown)?.[1];
  if (!title) throw new Error(`docs/${name}.md has no heading of the first level.`);
  const items = MENU.map(
    ([page, label]) =>
      `<a href="${page}.html"${page === name ? ' aria-current="page"' : ''}>${escape(label)}</a>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<title>${escape(plain(title))} · Cellmer</title>
<link rel="icon" href="assets/icon-32.png">
<link rel="stylesheet" href="assets/pages.css">
</head>
<body>
<header><a class="skip" href="#content">Skip to the content</a><nav aria-label="Pages">
<img src="assets/icon-32.png" alt="" width="24" height="24"><strong>Cellmer</strong>
${items.join('\n')}
</nav></header>
<main id="content">
${renderer().parse(markdown)}
</main>
</body>
</html>
`;
}

/** The name of a custom function as a heading: Excel's help links lead to it. */
const FUNCTION = /^[A-Z]+\.[A-Z]+$/;

function renderer() {
  const slugs = new Map();
  return new Marked({
    gfm: true,
    renderer: {
      heading({ tokens, depth, text }) {
        const place = FUNCTION.test(text) ? `<span id="${text}"></span>` : '';
        return `<h${depth} id="${slug(plain(text), slugs)}">${place}${this.parser.parseInline(tokens)}</h${depth}>\n`;
      },
      link({ href, title, tokens }) {
        const text = this.parser.parseInline(tokens);
        const target = pageOf(href);
        return target === null
          ? text
          : `<a href="${target}"${title ? ` title="${escape(title)}"` : ''}>${text}</a>`;
      },
      // What is wider than the page scrolls by itself, with the keyboard too.
      code({ text }) {
        return `<pre tabindex="0"><code>${escape(text.trimEnd())}</code></pre>\n`;
      },
      table({ header, rows }) {
        const inline = ({ tokens }) => this.parser.parseInline(tokens);
        const isNamed = header.some(({ text }) => text !== '');
        const names = header.map((cell) => `<th scope="col">${inline(cell)}</th>`).join('');
        const head = isNamed ? `<thead><tr>${names}</tr></thead>` : '';
        const body = rows.map((row) => `<tr>${dataCells(row, inline)}</tr>\n`).join('');
        return `<div class="table" tabindex="0"><table>${head}<tbody>${body}</tbody></table></div>\n`;
      },
    },
  });
}

const NUMBER = /^(≈ )?-?\d+(\.\d+)?(e[+-]?\d+)?$/;

/** As on a sheet: numbers to the right, and a text flows over the blanks behind it. */
function dataCells(row, inline) {
  const isAlone = row.length > 1 && row[0].text !== '' && row.slice(1).every(({ text }) => text === '');
  if (isAlone) return `<td colspan="${row.length}">${inline(row[0])}</td>`;
  return row
    .map((cell) => `<td${NUMBER.test(cell.text) ? ' class="number"' : ''}>${inline(cell)}</td>`)
    .join('');
}

/** Where a link leads among the built pages; null for what is not built. */
function pageOf(href) {
  if (/^(https:|#|mailto:)/.test(href)) return escape(href);
  if (href === '../LICENSE') return 'licence.html';
  const page = /^([a-z-]+)\.md(#.*)?$/.exec(href);
  return page ? `${page[1]}.html${page[2] ?? ''}` : null;
}

/** GitHub's anchors, so that one link works there and here. */
function slug(text, taken) {
  const base = text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
  const count = taken.get(base) ?? 0;
  taken.set(base, count + 1);
  return count === 0 ? base : `${base}-${count}`;
}

/** A heading without the signs of Markdown. */
function plain(text) {
  return text.replace(/[`*]/g, '');
}

function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
}
