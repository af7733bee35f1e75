/** The likelihood studio, loaded when it is opened first: the library that draws is large. */

import { lazy, Suspense } from 'react';

const LikelihoodView = lazy(() =>
  import('./likelihood/LikelihoodView').then((loaded) => ({ default: loaded.LikelihoodView })),
);

export function LazyLikelihoodView() {
  return (
    <Suspense fallback={<div className="cm-view" aria-busy="true" />}>
      <LikelihoodView />
    </Suspense>
  );
}
