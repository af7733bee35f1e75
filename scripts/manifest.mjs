/** The manifest for another address, and the one whose functions carry a prefix. */

/** Where manifest.xml and the help addresses of the functions point during development. */
export const DEVELOPMENT_BASE = 'https://localhost:3000/';

/** Another add-in than the one without a prefix, so that both may be installed. */
const PREFIXED_ID = '4d1f1c1e-5a0b-4b61-9a53-0f3a0a4f6c52';

/**
 * @param {string} base address of the folder that is hosted
 * @returns {string} with a slash at its end; throws when it is not an https address
 */
export function checkedBase(base) {
  if (!/^https:\/\/[^\s"<>&]+$/.test(base))
    throw new Error(
      `The base address is "${base}": expected one such as https://host/path/, as Excel loads https only.`,
    );
  return base.endsWith('/') ? base : `${base}/`;
}

/**
 * The text with every development address moved to `base`.
 *
 * @param {string} text
 * @param {string} base as checkedBase() returns it
 */
export function withBase(text, base) {
  return text.replaceAll(DEVELOPMENT_BASE, base);
}

/**
 * The manifest under which functions are called =CELLMER.LMER.FIT(...), for an Excel in which another add-in already
 * has functions of these names.
 *
 * @param {string} manifest text of manifest.xml
 */
export function withPrefix(manifest) {
  return replaceOnce(
    replaceOnce(
      replaceOnce(manifest, /<Id>[^<]*<\/Id>/, `<Id>${PREFIXED_ID}</Id>`),
      /( *)<\/Metadata>\n/,
      '$1</Metadata>\n$1<Namespace resid="Functions.Namespace"/>\n',
    ),
    /( *)<bt:ShortStrings>\n/,
    '$1<bt:ShortStrings>\n$1  <bt:String id="Functions.Namespace" DefaultValue="CELLMER"/>\n',
  ).replace(/<!--[^]*?-->\n/, '');
}

function replaceOnce(text, pattern, replacement) {
  if (!pattern.test(text)) throw new Error(`manifest.xml has no ${pattern.source}`);
  return text.replace(pattern, replacement);
}
