/** The few things that writing XML takes. */

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Characters that XML has not at all. */
const FORBIDDEN =
  // eslint-disable-next-line no-control-regex
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

export function escaped(text: string): string {
  return text.replace(FORBIDDEN, ' ').replace(/[&<>"]/g, (character) => ENTITIES[character]);
}

export type Attributes = Readonly<Record<string, string | number>>;

/** An element with its children, which are XML already; without children it closes itself. */
export function element(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  const content = children.join('');
  return content === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${content}</${name}>`;
}

/** An element that says one value: `<c:idx val="0"/>`. */
export const valued = (name: string, val: string | number): string => element(name, { val });
