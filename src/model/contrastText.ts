/**
 * The option contrasts as people write it: `sum` for all factors, or `recipe:sum, temp:poly` for single ones;
 * `treatment(B)` compares with the level B.
 */

import { CONTRAST_KINDS, type ContrastChoice, type ContrastOptions } from '../design';
import { CellmerError } from '../errors';

/** A factor's name (perhaps between backquotes or quotes), a colon, the contrasts. */
const PART = /^(?:(?:`([^`]+)`|"([^"]+)"|([^:]+?))\s*:\s*)?(?:contr\.)?([A-Za-z]+)(?:\((.*)\))?$/;

/** @throws CellmerError `option` for anything else */
export function readContrasts(text: string): ContrastOptions {
  let all: ContrastOptions['all'] | undefined;
  const factors = new Map<string, ContrastChoice>();
  for (const part of partsOf(text)) {
    const match = PART.exec(part);
    const kind = CONTRAST_KINDS.find((known) => known === match?.[4].toLowerCase());
    const base = match?.[5]?.trim().replace(/^(["'])(.*)\1$/, '$2');
    if (!match || kind === undefined || (base !== undefined && kind !== 'treatment')) throw unreadable(part);
    const name = match[1] ?? match[2] ?? match[3];
    if (name === undefined && base !== undefined) throw unreadable(part);
    if (name === undefined ? all !== undefined : factors.has(name)) throw twice(name ?? 'all factors');
    if (name !== undefined) factors.set(name, base === undefined ? { kind } : { kind, base });
    else all = kind;
  }
  return { all: all ?? 'treatment', factors: Object.fromEntries(factors) };
}

/** As `readContrasts` reads it. */
export function writeContrasts({ all, factors }: ContrastOptions): string {
  const named = Object.entries(factors).map(([name, { kind, base }]) => {
    const factor = /^[^\s:,`"(][^:,`"(]*$/.test(name) ? name : quotedName(name);
    return `${factor}:${kind}${base === undefined ? '' : `("${base}")`}`;
  });
  return [...(all === 'treatment' && named.length > 0 ? [] : [all]), ...named].join(', ');
}

function quotedName(name: string): string {
  return name.includes('`') ? `"${name}"` : `\`${name}\``;
}

/** Separated by commas outside of brackets and quotes. */
function partsOf(text: string): string[] {
  return (text.match(/(?:`[^`]*`|"[^"]*"|\((?:"[^"]*"|[^")])*\)|[^,])+/g) ?? [])
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function twice(what: string): CellmerError {
  return new CellmerError('option', `The option contrasts is given twice for ${what}: expected it once.`);
}

function unreadable(part: string): CellmerError {
  return new CellmerError(
    'option',
    `The option contrasts holds "${part}": expected treatment, sum, helmert or poly for all factors, or for one, ` +
      'such as "recipe:sum, temp:poly, group:treatment(control)".',
  );
}
