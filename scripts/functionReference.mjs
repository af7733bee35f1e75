/** docs/functions.md: every custom function with its arguments, written from functions.json. */

/**
 * @param {{functions: object[], enums?: object[]}} metadata the content of functions.json
 * @returns {string} Markdown
 */
export function functionReference(metadata) {
  const enums = new Map((metadata.enums ?? []).map((one) => [one.id, one]));
  const families = new Map();
  for (const one of metadata.functions) {
    const family = one.name.split('.')[0];
    families.set(family, [...(families.get(family) ?? []), one]);
  }
  const contents = metadata.functions.map(({ name }) => `[\`${name}\`](#${anchor(name)})`).join(' · ');
  const sections = [...families.values()].flat().map((one) => section(one, enums));
  return `# Functions

Written by \`node scripts/metadata.mjs\` from the comments of the functions themselves.

${contents}

Arguments in brackets may be left out. \`options\` is text such as \`"level=0.9; labels=0"\`, or a range of two columns with
names and values. Every result spills; bad input is \`#VALUE!\` with a sentence.

A blank cell is a missing value, never a zero. Some builds of Excel hand blank cells over as zeros; therefore a range that
arrives with zeros is read from the sheet once more, and if that fails the function says so instead of taking a blank for a
zero. That needs the range itself, such as \`A1:C181\`, \`A:C\`, \`Table1[#All]\` or \`F1#\`: inside an expression, such as
\`A1:C181*1\` or \`FILTER(...)\`, and in a range of another workbook, blanks cannot be told from zeros.

${sections.join('\n\n')}
`;
}

function section({ name, description, parameters }, enums) {
  const call = parameters.map((one) => (one.optional ? `[${one.name}]` : one.name)).join(', ');
  const rows = parameters.map((one) => `| \`${one.name}\` | ${cell(argument(one, enums))} |`);
  return `## ${name}

    =${name}(${call})

${description}

| argument | meaning |
| --- | --- |
${rows.join('\n')}`;
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

/** GitHub's anchor of a heading. */
function anchor(name) {
  return name.toLowerCase().replace(/[^a-z0-9 -]/g, '');
}
