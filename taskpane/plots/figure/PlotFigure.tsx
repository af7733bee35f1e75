/** A plot on the page: drawn at the width there is, with its legend, and in words for those who do not see it. */

import { useId, useLayoutEffect, useRef } from 'react';
import { Legend } from './Legend';
import type { LegendItem } from './swatches';
import { useWidth } from './useWidth';

export interface PlotFigureProps {
  /** Name of the picture for assistive technology. */
  readonly label: string;
  /** What it shows, in words and numbers. */
  readonly description: string;
  /** Draws at a width in CSS pixels; another function means another drawing, so keep it while nothing changes. */
  readonly draw: (width: number) => SVGSVGElement;
  readonly legend?: readonly LegendItem[];
}

const NONE: readonly LegendItem[] = [];

export function PlotFigure({ label, description, draw, legend = NONE }: PlotFigureProps) {
  const words = useId();
  const [measured, width] = useWidth();
  const picture = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (width > 0) picture.current?.replaceChildren(draw(width));
  }, [draw, width]);
  return (
    <figure className="cm-plot" ref={measured}>
      <div className="cm-plot-picture" role="img" aria-label={label} aria-describedby={words} ref={picture} />
      <p className="cm-sr" id={words}>
        {description}
      </p>
      <Legend items={legend} />
    </figure>
  );
}
