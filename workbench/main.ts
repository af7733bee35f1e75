/** The page as `npm start` serves it, always as the sources are: the browser does not keep it. */

import { showPage } from './page';

showPage(null);
