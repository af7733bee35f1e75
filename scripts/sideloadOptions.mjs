/** What `npm run sideload` is asked to do. */

/**
 * @typedef {{action: 'open' | 'serve' | 'stop', manifest: string, document: string | null}} Sideload `document` is the
 * address of a workbook in Excel on the web
 */

/**
 * @param {string[]} args
 * @param {NodeJS.Platform} platform
 * @returns {Sideload} throws a sentence for what cannot be done
 */
export function readSideload(args, platform) {
  const options = { action: 'open', manifest: 'manifest.xml', document: null };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--prefixed') options.manifest = 'manifest.prefixed.xml';
    else if (args[i] === '--serve') options.action = 'serve';
    else if (args[i] === '--stop') options.action = 'stop';
    else if (args[i] === '--web') options.document = webDocument(args[++i]);
    else throw new Error(`There is no option ${args[i]}: use --web URL, --prefixed, --serve or --stop.`);
  }
  const hasExcel = platform === 'win32' || platform === 'darwin';
  if (options.action === 'open' && options.document === null && !hasExcel)
    throw new Error(
      'There is no Excel for this system: use --web URL with a workbook on OneDrive, or --serve.',
    );
  return options;
}

function webDocument(url) {
  if (/^https:\/\/\S+$/.test(url ?? '')) return url;
  throw new Error(`--web takes the address of a workbook, https://..., not ${url ?? 'nothing'}.`);
}

/**
 * The arguments of office-addin-debugging. Its debugger and live reload would slow Excel down for nothing.
 *
 * @param {Sideload} options
 * @param {string} manifest path
 * @returns {string[]}
 */
export function excelCommand({ document }, manifest) {
  const platform = document === null ? ['desktop'] : ['web', '--document', document];
  return ['start', manifest, ...platform, '--app', 'excel', '--no-debug', '--no-live-reload'];
}
