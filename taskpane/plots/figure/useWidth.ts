/** The width of an element, followed as it changes. */

import { useCallback, useState } from 'react';

/**
 * Whole CSS pixels inside the element that the returned ref is given to; 0 before it is on the page. A plot is drawn anew
 * at each width instead of being scaled, so that its text keeps its size.
 */
export function useWidth(): readonly [
  ref: (element: HTMLElement | null) => (() => void) | undefined,
  width: number,
] {
  const [width, setWidth] = useState(0);
  const ref = useCallback((element: HTMLElement | null) => {
    if (!element) return;
    setWidth(Math.floor(element.clientWidth));
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return [ref, width];
}
