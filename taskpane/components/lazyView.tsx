/** A view that draws, whose plotting library is loaded when it is opened for the first time. */

import { lazy, Suspense, type ComponentType, type ReactElement, type ReactNode } from 'react';
import { text } from '../text';

/** @param waiting what stands in its place meanwhile */
export function lazyView(
  load: () => Promise<{ default: ComponentType }>,
  waiting: ReactNode = <p className="cm-view cm-quiet">{text.plots.working}</p>,
): () => ReactElement {
  const View = lazy(load);
  return function LazyView() {
    return (
      <Suspense fallback={waiting}>
        <View />
      </Suspense>
    );
  };
}
