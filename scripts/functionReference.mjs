/** docs/functions.md: every custom function with its arguments and examples, written from functions.json. */

/**
 * @param {{functions: object[], enums?: object[]}} metadata the content of functions.json
 * @param {Map<string, import('./functionExamples.mjs').Example[]>} examples as runExamples() returns them
 * @returns {string} Markdown
 */
export function functionReference(metadata, examples) {
  const enums = new Map((metadata.enums ?? []).map((one) => [one.id, one]));
  const families = new Map();
  for (const one of metadata.functions) {
    const family = one.name.split('.')[0];
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  const contents = metadata.functions.map(({ name }) => `[\`${name}\`](#${anchor(name)})`).join(' · ');
  const sections = [...families.values()]
    .flat()
    .map((one) => section(one, enums, examples.get(one.id) ?? []));
  return `# Functions

Written by \`node scripts/metadata.mjs\` from the declarations of the functions.

${contents}

Arguments in brackets may be left out. \`options\` is text such as \`"level=0.9; labels=0"\`, or a range of two columns with
names and values. Every result spills; bad input is \`#VALUE!\` with a sentence.

A blank cell is a missing value, never a zero. Some builds of Excel hand blank cells over as zeros; therefore a range that
arrives with zeros is read from the sheet once more, and if that fails the function says so instead of taking a blank for a
zero. That needs the range itself, such as \`A1:C181\`, \`A:C\`, \`Table1[#All]\` or \`F1#\`: inside an expression, such as
\`A1:C181*1\` or \`FILTER(...)\`, and in a range of another workbook, blanks cannot be told from zeros.

The results below were computed when this page was written and are rounded for reading. The example data are in
[examples](../examples/README.md); in the pane, _Examples_ puts most of them on a new sheet, where these formulas can be pasted.

${sections.join('\n\n')}
`;
}

function section({ name, description, parameters }, enums, examples) {
  const call = parameters.map((one) => (one.optional ? `[${one.name}]` : one.name)).join(', ');
  const rows = parameters.map((one) => `| \`${one.name}\` | ${cell(argument(one, enums))} |`);
  return `## ${name}

    =${name}(${call})

${description}

| argument | meaning |
| --- | --- |
${rows.join('\n')}${examples.map((one) => `\n\n${example(one)}`).join('')}`;
}

function example({ title, formula, rows, more }) {
  const [head, ...body] = rows;
  // A first row that is full names its columns; any other belongs to the block itself.
  const isHead = body.length > 0 && head.every((text) => text !== '');
  const line = (row) => `| ${row.map(literal).join(' | ')} |`;
  const rule = `| ${head.map(() => '---').join(' | ')} |`;
  const table = [line(isHead ? head : head.map(() => '')), rule, ...(isHead ? body : rows).map(line)].join(
    '\n',
  );
  const rest = more > 0 ? `\n\nand ${more} rows more.` : '';
  const where = title === null ? 'Example' : `Example, with the data _${title}_ in A1`;
  return `${where}:\n\n    ${formula}\n\n${table}${rest}`;
}

function argument({ description, optional, customEnumId }, enums) {
  const values = (enums.get(customEnumId)?.values ?? []).map(
    ({ stringValue, numberValue, tooltip }) => `\`"${stringValue ?? numberValue}"\`: ${tooltip}`,
  );
  const choice = values.length > 0 ? `<br>${values.join('<br>')}` : '';
  return `${optional ? '_optional_. ' : ''}${description}${choice}`;
}

/** Bars would end the cell of a Markdown table. */
function cell(text) {
  return text.replaceAll('|', '\\|');
}

/** Text from a result, with nothing in it that Markdown would take for its own. */
function literal(text) {
  return cell(text.replace(/[\\*_<>`]/g, '\\$&'));
}

/** GitHub's anchor of a heading. */
function anchor(name) {
  return name.toLowerCase().replace(/[^a-z0-9 -]/g, '');
}
