/** Which plot: a radio group of small pictures, with names where there is room. */

import { useId, type ReactNode } from 'react';
import { PLOTS, type PlotName } from '../state/plots';
import { text } from '../text';

const dots = (r: number, ...places: readonly (readonly [number, number])[]) =>
  places.map(([x, y]) => <circle key={`${x} ${y}`} className="cm-pic-fill" cx={x} cy={y} r={r} />);

const PICTURES: Readonly<Record<PlotName, ReactNode>> = {
  shrinkage: (
    <>
      <path d="M2 3.5H22M2 9H22M2 14.5H22" className="cm-pic-faint" />
      <path d="M12 1V17" className="cm-pic-thin" />
      <path d="M4.5 3.5H8M20 9H15.5M3 14.5H7" />
      {dots(1.8, [8.6, 3.5], [15, 9], [7.6, 14.5])}
    </>
  ),
  caterpillar: (
    <>
      <path d="M12 1V17" className="cm-pic-thin" />
      <path d="M13 3H22M9 7H17M6.5 11H14.5M2 15H10" />
      {dots(1.7, [17.5, 3], [13, 7], [10.5, 11], [6, 15])}
    </>
  ),
  observed: (
    <>
      {[
        [1.5, 1.5],
        [13.5, 1.5],
        [1.5, 10.5],
        [13.5, 10.5],
      ].map(([x, y]) => (
        <rect key={`${x} ${y}`} x={x} y={y} width="9" height="6.5" rx="1" className="cm-pic-faint" />
      ))}
      <path d="M3 6.5L9 3M15 6L21 4.5M3 15L9 14M15 16L21 11.5" />
    </>
  ),
  residuals: (
    <>
      <path d="M1 9H23" className="cm-pic-thin" />
      {dots(1.2, [3, 6], [5, 11], [7, 4], [8, 13], [10, 7], [12, 12], [13, 4.5], [15, 10.5])}
      {dots(1.2, [17, 6], [18, 14], [20, 8], [21.5, 3.5])}
    </>
  ),
  quantiles: (
    <>
      <path d="M2 16L22 2" className="cm-pic-thin" />
      {dots(1.3, [3, 17], [6, 13.6], [8, 12], [10, 10.5], [12, 9], [14, 7.5], [16, 6], [18, 4.4], [21, 1])}
    </>
  ),
  profile: (
    <>
      <path d="M2 11.5H22" className="cm-pic-thin" strokeDasharray="1 2.4" />
      <path d="M3 17C6 6 9 2.5 12 2.5S18 6 21 17" />
      {dots(1.7, [12, 2.5])}
    </>
  ),
};

export interface ChooserProps {
  readonly value: PlotName;
  /** Why a plot cannot be had of this model. */
  readonly reasons: Readonly<Partial<Record<PlotName, string>>>;
  readonly onChange: (plot: PlotName) => void;
}

export function Chooser({ value, reasons, onChange }: ChooserProps) {
  const name = useId();
  const unavailable = PLOTS.filter((plot) => reasons[plot] !== undefined);
  return (
    <div className="cm-choose">
      <div className="cm-chooser" role="radiogroup" aria-label={text.plots.choose}>
        {PLOTS.map((plot) => (
          <label key={plot} title={reasons[plot] ?? text.plots.names[plot]}>
            <input
              type="radio"
              name={name}
              checked={plot === value}
              disabled={reasons[plot] !== undefined}
              aria-label={text.plots.names[plot]}
              onChange={() => onChange(plot)}
            />
            <span>
              <svg className="cm-pic" width="24" height="18" viewBox="0 0 24 18" aria-hidden="true">
                {PICTURES[plot]}
              </svg>
              <b data-text={text.plots.names[plot]}>{text.plots.names[plot]}</b>
            </span>
          </label>
        ))}
      </div>
      {unavailable.length > 0 && (
        <p className="cm-meta">
          {text.plots.unavailable(
            unavailable.map((plot) => text.plots.names[plot]),
            reasons[unavailable[0]]!,
          )}
        </p>
      )}
    </div>
  );
}
