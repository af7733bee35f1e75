/** What computes here, as a methods section names it. */

import packageJson from '../package.json';

export const SOFTWARE = `Cellmer ${packageJson.version}`;
