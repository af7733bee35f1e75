/** Names of levels along an axis: whole where they have room, on two lines, or as letters with a key below the drawing. */

import { COLOR } from './chart';
import { fitLabel, plainLabel, textWidth, wrapLabel } from './labels';

export interface LevelTicks {
  readonly ticks: readonly number[];
  readonly tickFormat: (place: number) => string;
  /** Lines of the names taller than one, in CSS pixels. */
  readonly extra: number;
  /** What letters stand for, as the lines of a key; empty where names stand on the axis. */
  readonly key: readonly string[];
}

const SECOND_LINE = 14;
const KEY_LINE = 16;
const KEY_GAP = '\u2003';
const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
/** Room that a letter, or the beginning of one of very many names, needs. */
const NARROWEST = 24;

/**
 * @param room of all levels together, in CSS pixels
 * @param width of the drawing, for the key
 */
export function levelTicks(levels: readonly string[], room: number, width: number): LevelTicks {
  const each = room / levels.length - 4;
  const wrapped = levels.map((level) => wrapLabel(level, each));
  const everywhere = levels.map((_, i) => i);
  if (!wrapped.includes(null)) {
    const isTall = wrapped.some((name) => name!.includes('\n'));
    return {
      ticks: everywhere,
      tickFormat: (i) => wrapped[i] ?? '',
      extra: isTall ? SECOND_LINE : 0,
      key: [],
    };
  }
  if (levels.length <= LETTERS.length && each >= textWidth('M'))
    return {
      ticks: everywhere,
      tickFormat: (i) => LETTERS[i] ?? '',
      extra: 0,
      key: keyLines(
        levels.map((level, i) => `${LETTERS[i]} ${plainLabel(level)}`),
        width,
      ),
    };
  const every = Math.ceil((levels.length * NARROWEST) / room);
  return {
    ticks: everywhere.filter((i) => i % every === 0),
    tickFormat: (i) => fitLabel(levels[i] ?? '', every * each),
    extra: 0,
    key: [],
  };
}

/** Entries one after the other, on as many lines as they need. */
function keyLines(entries: readonly string[], width: number): string[] {
  const lines: string[] = [];
  for (const entry of entries) {
    const shown = fitLabel(entry, width);
    const last = lines[lines.length - 1];
    if (last !== undefined && textWidth(`${last}${KEY_GAP}${shown}`) <= width)
      lines[lines.length - 1] = `${last}${KEY_GAP}${shown}`;
    else lines.push(shown);
  }
  return lines;
}

/** Room below the axis that a key needs, in CSS pixels. */
export function keyHeight({ key }: Pick<LevelTicks, 'key'>): number {
  return key.length === 0 ? 0 : key.length * KEY_LINE + 4;
}

/** Writes the key at the foot of a drawing that has room for it. */
export function withKey(svg: SVGSVGElement, { key }: Pick<LevelTicks, 'key'>): SVGSVGElement {
  const height = Number(svg.getAttribute('height'));
  key.forEach((line, i) => {
    const words = document.createElementNS('http://www.w3.org/2000/svg', 'text');
    words.setAttribute('x', '0');
    words.setAttribute('text-anchor', 'start');
    words.setAttribute('y', String(height - (key.length - i) * KEY_LINE + 11));
    words.setAttribute('fill', COLOR.text);
    words.textContent = line;
    svg.append(words);
  });
  return svg;
}
