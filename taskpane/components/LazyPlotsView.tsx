/** The Plots view, whose plotting library is loaded when it is opened for the first time. */

import { lazy, Suspense } from 'react';
import { text } from '../text';

const PlotsView = lazy(() => import(/* webpackChunkName: "plots" */ '../plots/PlotsView'));

export function LazyPlotsView() {
  return (
    <Suspense fallback={<p className="cm-view cm-quiet">{text.plots.working}</p>}>
      <PlotsView />
    </Suspense>
  );
}
