/** How the help text lists an argument. */

/** Width of the first column. */
const INDENT = 19;
/** No line is longer, but for a single word. */
const WIDTH = 118;

/**
 * Lines for one argument.
 *
 * @param flag with the word for its value, such as `--level VALUE`
 * @param words in Markdown
 */
export function optionHelp(flag: string, words: string): string {
  const lines = wrapped(words.replaceAll('`', ''), WIDTH - INDENT);
  const first = `  ${flag}`;
  const rows = first.length < INDENT ? lines : ['', ...lines];
  return rows.map((line, i) => ((i === 0 ? first : '').padEnd(INDENT) + line).trimEnd()).join('\n');
}

function wrapped(text: string, width: number): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const longer = `${lines[lines.length - 1]} ${word}`.trimStart();
    if (longer.length <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
