/** @microsoft/office-js-helpers, loaded when something of it is needed. */

import type * as OfficeHelpers from '@microsoft/office-js-helpers';

type Helpers = typeof OfficeHelpers;

/** A CommonJS module: a bundler gives its members by name, Node gives them as the default. */
export async function officeHelpers(): Promise<Helpers> {
  const loaded = await import('@microsoft/office-js-helpers');
  return 'UI' in loaded ? loaded : ((loaded as { default: unknown }).default as Helpers);
}
