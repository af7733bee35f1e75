/** The unified manifest for Microsoft 365, in JSON. */

/** The first version of its schema in which custom functions need no namespace and their metadata may be a file of its own. */
const SCHEMA = '1.24';

/**
 * @param {typeof import('./addin.mjs').ADDIN} addin
 * @param {{base: string}} options where it is hosted, with a slash at the end
 * @returns {object}
 */
export function unifiedManifest(addin, { base }) {
  const { pages, getStarted } = addin;
  const at = (path) => base + path;
  return {
    $schema: `https://developer.microsoft.com/json-schemas/teams/v${SCHEMA}/MicrosoftTeams.schema.json`,
    manifestVersion: SCHEMA,
    id: addin.id,
    version: addin.version,
    developer: {
      name: addin.provider,
      websiteUrl: at(pages.support),
      privacyUrl: at(pages.privacy),
      termsOfUseUrl: at(pages.terms),
    },
    name: { short: addin.name, full: `${addin.name}: mixed models in spreadsheet cells` },
    description: { short: addin.summary, full: addin.description },
    icons: addin.packageIcons,
    accentColor: '#047482',
    validDomains: [new URL(base).host],
    authorization: {
      permissions: { resourceSpecific: [{ name: 'Document.ReadWrite.User', type: 'Delegated' }] },
    },
    extensions: [
      {
        requirements: {
          scopes: ['workbook'],
          capabilities: Object.entries(addin.requirements).map(([name, minVersion]) => ({
            name,
            minVersion,
          })),
        },
        runtimes: [runtime(addin, at)],
        ribbons: [{ contexts: ['default'], tabs: [tab(addin, at)] }],
        getStartedMessages: [{ ...getStarted, learnMoreUrl: at(pages.help) }],
      },
    ],
  };
}

/** The one page, for the pane and the functions alike. */
function runtime({ pages, functions, ribbon }, at) {
  return {
    id: 'Cellmer.Runtime',
    type: 'general',
    code: { page: at(pages.taskpane), script: at(functions.script) },
    lifetime: 'long',
    actions: ribbon.controls.map(({ id, opens, runs }) =>
      opens ? { id, type: 'openPage', view: opens } : { id: runs, type: 'executeFunction' },
    ),
    // Without a namespace the functions keep their plain names.
    customFunctions: { metadataUrl: at(functions.metadata), allowCustomDataForDataTypeAny: true },
  };
}

function tab({ ribbon, icon, requiredIconSizes }, at) {
  const icons = requiredIconSizes.map((size) => ({ size, url: at(icon(size)) }));
  const controls = ribbon.controls.map(({ id, label, tooltip, runs }) => ({
    id,
    type: 'button',
    label,
    icons,
    supertip: { title: label, description: tooltip },
    actionId: runs ?? id,
  }));
  return { builtInTabId: ribbon.tab, groups: [{ ...ribbon.group, icons, controls }] };
}
