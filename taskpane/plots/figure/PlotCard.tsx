/** A plot as a card: title with its choices, one sentence, the drawing, and its picture for the sheet. */

import { useId, useMemo, type ReactNode } from 'react';
import { usePane } from '../../paneContext';
import type { PaneState } from '../../state/state';
import type { LivePlot } from '../live/live';
import { PictureButtons } from './PictureButtons';
import { PlotFigure } from './PlotFigure';
import type { LegendItem } from './swatches';

/** Everything about a plot that its data determine. */
export interface Plot {
  /** One sentence: what to see, or what to look for. */
  readonly caption: string;
  /** The data in words, for those who do not see them. */
  readonly description: string;
  readonly legend: readonly LegendItem[];
  /** Draws at a width in CSS pixels; the same function as long as nothing changes. */
  readonly draw: (width: number) => SVGSVGElement;
  /**
   * What draws it in the sheet from live formulas, null while the pane is not in the state for it; missing where no formulas
   * say what it shows.
   */
  readonly live?: (state: PaneState) => LivePlot | null;
}

export interface PlotCardProps {
  readonly title: string;
  /** What stands at the right of the title, or below it where there is no room. */
  readonly choices?: ReactNode;
  /** null while there is nothing to draw yet; `children` say why. */
  readonly plot: Plot | null;
  /** Whether the plot is about to be replaced. */
  readonly isOld?: boolean;
  readonly children?: ReactNode;
}

export function PlotCard({ title, choices, plot, isOld = false, children }: PlotCardProps) {
  const id = useId();
  const { state } = usePane();
  const source = useMemo(() => plot && { title, ...plot }, [title, plot]);
  return (
    <section className="cm-card cm-plotcard" aria-labelledby={id}>
      <div className="cm-pad">
        <div className="cm-plothead">
          <h2 id={id}>{title}</h2>
          {choices}
        </div>
        {plot && (
          <div className={isOld ? 'cm-plotold' : undefined}>
            <p className="cm-meta cm-plotcaption">{plot.caption}</p>
            <PlotFigure label={title} {...plot} />
          </div>
        )}
        {children}
      </div>
      <PictureButtons source={isOld ? null : source} live={plot?.live && (isOld ? null : plot.live(state))} />
    </section>
  );
}
