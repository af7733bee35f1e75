/** One static page that describes every custom function, written from functions.json; Excel's help links lead to it. */

const STYLE = `
  :root { color-scheme: light dark; }
  body { font: 15px/1.5 "Segoe UI", system-ui, sans-serif; max-width: 46rem; margin: 2rem auto; padding: 0 1rem; }
  h1 { font-size: 1.5rem; } h2 { font-size: 1.1rem; margin-top: 2.5rem; }
  code { font-family: "Cascadia Mono", Consolas, monospace; }
  .call { background: #04748218; border-left: 3px solid #047482; border-radius: 4px; padding: .5rem .75rem; }
  dt { font-weight: 600; margin-top: .6rem; } dd { margin: 0 0 0 1.25rem; }
`;

/**
 * @param {{functions: object[], enums?: object[]}} metadata the content of functions.json
 * @returns {string} HTML
 */
export function helpPage(metadata) {
  const enums = new Map((metadata.enums ?? []).map((one) => [one.id, one]));
  const sections = metadata.functions.map((one) => functionSection(one, enums));
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Cellmer: functions</title>
<style>${STYLE}</style>
<h1>Cellmer: functions</h1>
${sections.join('\n')}
</html>
`;
}

function functionSection({ id, name, description, parameters }, enums) {
  const call = parameters.map((one) => (one.optional ? `[${one.name}]` : one.name)).join(', ');
  const list = parameters.map((one) => parameterItem(one, enums)).join('\n');
  return `<section id="${escape(id)}">
<h2>${escape(name)}</h2>
<p>${escape(description)}</p>
<p class="call"><code>=${escape(name)}(${escape(call)})</code></p>
<dl>
${list}
</dl>
</section>`;
}

function parameterItem({ name, description, customEnumId }, enums) {
  const values = (enums.get(customEnumId)?.values ?? []).map(
    ({ stringValue, numberValue, tooltip }) =>
      `<li><code>${escape(String(stringValue ?? numberValue))}</code> ${escape(tooltip)}</li>`,
  );
  const choice = values.length > 0 ? `\n<ul>\n${values.join('\n')}\n</ul>` : '';
  return `<dt>${escape(name)}</dt><dd>${escape(description)}${choice}</dd>`;
}

function escape(text) {
  return text.replace(/[&<>"]/g, (sign) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' })[sign]);
}
