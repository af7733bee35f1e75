/** The width of an element, followed as it changes. */

import { useEffect, useState } from 'react';

/**
 * Whole CSS pixels inside the element that `ref` is given to; 0 before it is on the page. A plot is drawn anew at each
 * width instead of being scaled, so that its text keeps its size.
 */
export function useWidth(): readonly [ref: (element: HTMLElement | null) => void, width: number] {
  const [element, setElement] = useState<HTMLElement | null>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (!element) return;
    // It reports the first size too, before anything is painted.
    const observer = new ResizeObserver(() => setWidth(Math.floor(element.clientWidth)));
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return [setElement, width];
}
