/** Views that draw: the library that does is large, and is loaded when one of them is opened for the first time. */

import { lazyView } from './lazyView';

export const LazyCompareView = lazyView(
  () => import(/* webpackChunkName: "compare" */ '../compare/CompareView'),
);
export const LazyWantedPlot = lazyView(
  () => import(/* webpackChunkName: "compare" */ '../compare/WantedPlot'),
  null,
);
export const LazyPlotsView = lazyView(() => import(/* webpackChunkName: "plots" */ '../plots/PlotsView'));
