/** A view that draws, whose plotting library is loaded when it is opened for the first time. */

import { lazy, Suspense, type ComponentType, type ReactElement } from 'react';
import { text } from '../text';

export function lazyView(load: () => Promise<{ default: ComponentType }>): () => ReactElement {
  const View = lazy(load);
  return function LazyView() {
    return (
      <Suspense fallback={<p className="cm-view cm-quiet">{text.plots.working}</p>}>
        <View />
      </Suspense>
    );
  };
}
