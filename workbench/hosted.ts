/** The page as a host has it: kept by the browser, so that it opens without a network. */

import { pageUpdates } from './offline/updates';
import { showPage } from './page';

showPage(pageUpdates());
