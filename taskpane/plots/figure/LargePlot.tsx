/** A plot over the whole window, or in Excel over the whole pane, closed with Escape. */

import { Button } from '@fluentui/react-components';
import { useCallback, useId } from 'react';
import { CloseLargeIcon } from '../../icons';
import { text } from '../../text';
import type { Draw } from './draw';
import { PlotFigure } from './PlotFigure';
import type { LegendItem } from './swatches';

export interface LargePlotProps {
  readonly title: string;
  readonly plot: {
    readonly caption: string;
    readonly description: string;
    readonly legend: readonly LegendItem[];
    readonly draw: Draw;
  };
  readonly onClose: () => void;
}

/** CSS pixels at which drawings have their own size; in more room they and their text grow. */
const USUAL_WIDTH = 760;
const MOST_ZOOM = 1.6;
/** Height of all that stands around the drawing. */
const AROUND = 200;

/** A dialog of the browser's own: it lies over everything, the grid of the sheet too, whatever element it stands in. */
export function LargePlot({ title, plot, onClose }: LargePlotProps) {
  const id = useId();
  const show = useCallback((dialog: HTMLDialogElement | null) => dialog?.showModal(), []);
  const { draw } = plot;
  const drawLarge = useCallback(
    (width: number) => {
      const zoom = Math.min(MOST_ZOOM, Math.max(1, width / USUAL_WIDTH));
      const svg = draw(width / zoom, (window.innerHeight - AROUND) / zoom);
      const height = Number(svg.getAttribute('height'));
      svg.setAttribute('width', String(width));
      svg.setAttribute('height', String(zoom * height));
      return svg;
    },
    [draw],
  );
  return (
    <dialog className="cm-large" ref={show} aria-labelledby={id} onClose={onClose}>
      <div className="cm-plothead">
        <h2 id={id}>{title}</h2>
        <Button
          appearance="subtle"
          icon={<CloseLargeIcon />}
          aria-label={text.plots.close}
          onClick={onClose}
        />
      </div>
      <p className="cm-meta cm-plotcaption">{plot.caption}</p>
      <PlotFigure label={title} description={plot.description} legend={plot.legend} draw={drawLarge} />
    </dialog>
  );
}
