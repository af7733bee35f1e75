/** Text of the data inside of a plot: one line, as wide as there is room for. */

const FONT_SIZE = 12;
const FONT = `${FONT_SIZE}px 'Segoe UI Variable', 'Segoe UI', system-ui, -apple-system, 'Helvetica Neue', sans-serif`;

/** What an XML file cannot hold, and what would turn the text around it: controls, halves of pairs, direction marks. */
const UNPRINTABLE =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u202a-\u202e\u2066-\u2069\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** A label on one line, without what cannot be drawn. */
export function plainLabel(label: string): string {
  return label.replace(UNPRINTABLE, ' ').replace(/\s+/g, ' ').trim();
}

let context: CanvasRenderingContext2D | null | undefined;

/** Width of a text in the type of the plots, in CSS pixels; roughly, where nothing can be measured. */
export function textWidth(text: string, weight: 400 | 600 = 400): number {
  context ??= typeof document === 'undefined' ? null : document.createElement('canvas').getContext('2d');
  if (!context) return 0.56 * FONT_SIZE * text.length;
  context.font = `${weight} ${FONT}`;
  return context.measureText(text).width;
}

const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** A label cut with an ellipsis where it is wider than `room`; characters of two halves stay whole. */
export function fitLabel(label: string, room: number, weight: 400 | 600 = 400): string {
  const text = plainLabel(label);
  // Even a very long name is measured once; only as much of it as could fit is looked at.
  if (text.length < 200 && textWidth(text, weight) <= room) return text;
  const characters = Array.from(text.slice(0, 200));
  let low = 0;
  let high = characters.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (textWidth(`${characters.slice(0, middle).join('')}…`, weight) <= room) low = middle;
    else high = middle - 1;
  }
  const kept = characters.slice(0, low).join('').trimEnd();
  // After words that run to the left the dots stand at their left, too.
  return RIGHT_TO_LEFT.test(kept.slice(-1)) ? `${kept}…\u200f` : `${kept}…`;
}

/**
 * Labels cut where they are wider than `room`: at their ends, or at their beginnings where that is what they have in common, such as
 * the numbers of plots.
 */
export function fitLabels(labels: readonly string[], room: number): string[] {
  const atEnd = labels.map((label) => fitLabel(label, room));
  if (new Set(atEnd).size === new Set(labels).size) return atEnd;
  return labels.map((label) => {
    const text = plainLabel(label);
    if (textWidth(text) <= room) return text;
    const characters = Array.from(text.slice(-200));
    while (characters.length > 1 && textWidth(`…${characters.join('')}`) > room) characters.shift();
    return `…${characters.join('').trimStart()}`;
  });
}

/** A label on one line, or on two where it can be broken, none wider than `room`; null where that is not possible. */
export function wrapLabel(label: string, room: number): string | null {
  const text = plainLabel(label);
  if (text.length > 80) return null;
  if (textWidth(text) <= room) return text;
  // Between words, and behind marks within them.
  const breaks = [...text.matchAll(/ |(?<=[-/_.×:])(?=\S)/g)].map(({ index }) => index);
  for (const at of breaks.sort((a, b) => Math.abs(a - text.length / 2) - Math.abs(b - text.length / 2))) {
    const lines = [text.slice(0, at), text.slice(at).trimStart()];
    if (lines.every((line) => textWidth(line) <= room)) return lines.join('\n');
  }
  return null;
}
