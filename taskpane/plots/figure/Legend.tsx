/** The legend below a plot. */

import { useCallback } from 'react';
import { SWATCH_HEIGHT, SWATCH_WIDTH, swatchShapes, type LegendItem, type SwatchKind } from './swatches';

export function Legend({ items }: { readonly items: readonly LegendItem[] }) {
  if (items.length === 0) return null;
  return (
    <ul className="cm-plotlegend">
      {items.map(({ kind, label }) => (
        <li key={label}>
          <Swatch kind={kind} />
          <span title={label}>{label}</span>
        </li>
      ))}
    </ul>
  );
}

export function Swatch({ kind }: { readonly kind: SwatchKind }) {
  const fill = useCallback((svg: SVGSVGElement | null) => svg?.replaceChildren(swatchShapes(kind)), [kind]);
  return <svg ref={fill} width={SWATCH_WIDTH} height={SWATCH_HEIGHT} aria-hidden="true" />;
}
