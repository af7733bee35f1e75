/** Which plot: a radio group of small pictures with their names, those of the model and the checks of it. */

import { useId } from 'react';
import { text } from '../text';
import type { PlotKind } from './kind';

const PARTS: readonly PlotKind['part'][] = ['model', 'checks'];

export interface ChooserProps {
  readonly value: PlotKind;
  /** Every plot, and why it cannot be had of this model. */
  readonly plots: readonly { readonly kind: PlotKind; readonly missing: string | null }[];
  readonly onChange: (plot: PlotKind) => void;
}

export function Chooser({ value, plots, onChange }: ChooserProps) {
  const group = useId();
  const unavailable = new Map<string, string[]>();
  for (const { kind, missing } of plots)
    if (missing !== null) unavailable.set(missing, [...(unavailable.get(missing) ?? []), kind.words.name]);
  return (
    <div className="cm-choose">
      <div role="radiogroup" aria-label={text.plots.choose}>
        {PARTS.map((part) => (
          <div key={part}>
            <p className="cm-meta">{text.plots.parts[part]}</p>
            <div className="cm-chooser">
              {plots.map(
                (plot) =>
                  plot.kind.part === part && (
                    <PlotRadio
                      key={plot.kind.name}
                      {...plot}
                      group={group}
                      value={value}
                      onChange={onChange}
                    />
                  ),
              )}
            </div>
          </div>
        ))}
      </div>
      {[...unavailable].map(([reason, names]) => (
        <p key={reason} className="cm-meta">
          {text.plots.unavailable(names, reason)}
        </p>
      ))}
    </div>
  );
}

interface PlotRadioProps extends Pick<ChooserProps, 'value' | 'onChange'> {
  readonly kind: PlotKind;
  readonly missing: string | null;
  /** The name that all radios share. */
  readonly group: string;
}

function PlotRadio({ kind, missing, group, value, onChange }: PlotRadioProps) {
  const { name } = kind.words;
  return (
    <label title={missing ?? name}>
      <input
        type="radio"
        name={group}
        checked={kind === value}
        disabled={missing !== null}
        aria-label={name}
        onChange={() => onChange(kind)}
      />
      <span>
        <svg className="cm-pic" width="24" height="18" viewBox="0 0 24 18" aria-hidden="true">
          {kind.picture}
        </svg>
        <b data-text={name}>{name}</b>
      </span>
    </label>
  );
}
