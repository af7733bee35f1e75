/** Points in the small pictures of the chooser. */

import type { ReactElement } from 'react';

/** Points of radius `r` at places on a field of 24 × 18. */
export function dots(r: number, ...places: readonly (readonly [number, number])[]): ReactElement[] {
  return places.map(([x, y]) => <circle key={`${x} ${y}`} className="cm-pic-fill" cx={x} cy={y} r={r} />);
}
