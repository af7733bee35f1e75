/** Which plot: a radio group of small pictures, with names where there is room. */

import { useId } from 'react';
import { text } from '../text';
import type { PlotKind } from './kind';

export interface ChooserProps {
  readonly value: PlotKind;
  /** Every plot, and why it cannot be had of this model. */
  readonly plots: readonly { readonly kind: PlotKind; readonly missing: string | null }[];
  readonly onChange: (plot: PlotKind) => void;
}

export function Chooser({ value, plots, onChange }: ChooserProps) {
  const group = useId();
  const unavailable = plots.filter(({ missing }) => missing !== null);
  return (
    <div className="cm-choose">
      <div className="cm-chooser" role="radiogroup" aria-label={text.plots.choose}>
        {plots.map(({ kind, missing }) => (
          <label key={kind.name} title={missing ?? kind.words.name}>
            <input
              type="radio"
              name={group}
              checked={kind === value}
              disabled={missing !== null}
              aria-label={kind.words.name}
              onChange={() => onChange(kind)}
            />
            <span>
              <svg className="cm-pic" width="24" height="18" viewBox="0 0 24 18" aria-hidden="true">
                {kind.picture}
              </svg>
              <b data-text={kind.words.name}>{kind.words.name}</b>
            </span>
          </label>
        ))}
      </div>
      {unavailable.length > 0 && (
        <p className="cm-meta">
          {text.plots.unavailable(
            unavailable.map(({ kind }) => kind.words.name),
            unavailable[0].missing!,
          )}
        </p>
      )}
    </div>
  );
}
