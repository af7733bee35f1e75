/** A plot as a card: title with its choices, one sentence, the drawing, and its picture for the sheet. */

import { Button } from '@fluentui/react-components';
import { useId, useMemo, useState, type ReactNode } from 'react';
import { OpenLargeIcon } from '../../icons';
import { usePane } from '../../paneContext';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import type { LivePlot } from '../live/live';
import type { Draw } from './draw';
import { LargePlot } from './LargePlot';
import { PictureButtons } from './PictureButtons';
import { PlotFigure } from './PlotFigure';
import type { LegendItem } from './swatches';

/** What is drawn in the pane. */
export interface DrawnPlot {
  /** One sentence: what to see, or what to look for. */
  readonly caption: string;
  /** The data in words, for those who do not see them. */
  readonly description: string;
  readonly legend: readonly LegendItem[];
  /** The same function as long as nothing changes. */
  readonly draw: Draw;
}

/** Everything about a plot that its data determine. */
export interface Plot extends DrawnPlot {
  /**
   * What draws it in the sheet from live formulas, null while the pane is not in the state for it; or why no formulas say what it
   * shows, in a sentence.
   */
  readonly live: ((state: PaneState) => LivePlot | null) | string;
}

export interface PlotCardProps {
  readonly title: string;
  /** What stands at the right of the title, or below it where there is no room. */
  readonly choices?: ReactNode;
  /** What else the drawing shows, chosen below it. */
  readonly below?: ReactNode;
  /** null while there is nothing to draw yet; `children` say why. */
  readonly plot: Plot | null;
  /** Whether the plot is about to be replaced. */
  readonly isOld?: boolean;
  /** Whether another button of the view is the one that most will press. */
  readonly isSecond?: boolean;
  readonly children?: ReactNode;
}

export function PlotCard({ title, choices, below, plot, isOld = false, isSecond, children }: PlotCardProps) {
  const id = useId();
  const { state } = usePane();
  const [isLarge, setIsLarge] = useState(false);
  const source = useMemo(() => plot && { title, ...plot }, [title, plot]);
  return (
    <section className="cm-card cm-plotcard" aria-labelledby={id}>
      <div className="cm-pad">
        <div className="cm-plothead">
          <h2 id={id}>{title}</h2>
          {plot && (
            <Button
              className="cm-openlarge"
              appearance="subtle"
              size="small"
              icon={<OpenLargeIcon />}
              title={text.plots.openLarge}
              aria-label={text.plots.openLarge}
              onClick={() => setIsLarge(true)}
            />
          )}
          {choices}
        </div>
        {plot && (
          <div className={isOld ? 'cm-plotold' : undefined}>
            <p className="cm-meta cm-plotcaption">{plot.caption}</p>
            <PlotFigure label={title} {...plot} />
          </div>
        )}
        {below && <div className="cm-plothead cm-plotbelow">{below}</div>}
        {children}
        {plot && isLarge && <LargePlot title={title} plot={plot} onClose={() => setIsLarge(false)} />}
      </div>
      <PictureButtons
        source={isOld ? null : source}
        live={plot && (typeof plot.live === 'string' ? plot.live : isOld ? null : plot.live(state))}
        isSecond={isSecond}
      />
    </section>
  );
}
