/** What the properties of a hand-out say of it; they stay in the file whatever a student does with it. */

import { ANSWERS_SETTING } from '../../taskpane/course/handIn';
import { SETTING_PREFIX } from '../../taskpane/settingProperties';

export const ASSIGNMENT = `${SETTING_PREFIX}assignment`;
export const VERSION = `${SETTING_PREFIX}version`;
/** Labels of questions and where their answers stand. */
export const ANSWERS = `${SETTING_PREFIX}${ANSWERS_SETTING}`;
