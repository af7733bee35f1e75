/** What the properties of a hand-out say of it; they stay in the file whatever a student does with it. */

import { SETTING_PREFIX } from '../../taskpane/settingProperties';

export const ASSIGNMENT = `${SETTING_PREFIX}assignment`;
export const VERSION = `${SETTING_PREFIX}version`;
