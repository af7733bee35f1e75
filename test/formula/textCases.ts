/** Test cases kept as text: `# name`, input, `==>`, expected output; lines that begin with `##` are remarks. */

import { readFileSync } from 'node:fs';

export interface TextCase {
  readonly name: string;
  readonly input: string;
  readonly expected: string;
}

export function readCases(file: string): TextCase[] {
  const text = readFileSync(new URL(`./cases/${file}`, import.meta.url), 'utf8');
  const blocks = text
    .replace(/^##.*$/gm, '')
    .split(/^# /m)
    .slice(1);
  return blocks.map((block) => {
    const match = /^(.*)\n([^]*)\n==>\n([^]*?)\n*$/.exec(block);
    if (match === null) throw new Error(`No case in ${file}: ${block}`);
    const [, name = '', input = '', expected = ''] = match;
    return { name, input, expected };
  });
}
