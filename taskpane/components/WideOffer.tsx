/** Wide data are noticed, and made long on request; the user names the columns that this makes. */

import { Button, Field, Input } from '@fluentui/react-components';
import { useMemo, useState } from 'react';
import { AdviceIcon } from '../icons';
import { usePane } from '../paneContext';
import type { DataSummary } from '../state/columns';
import {
  unusableName,
  usualNames,
  wideData,
  type LongNames,
  type WideData,
  type WideFactor,
} from '../state/wide';
import { text } from '../text';

export function WideOffer({ summary }: { readonly summary: DataSummary }) {
  const [isNaming, setNaming] = useState(false);
  const wide = useMemo(() => wideData(summary), [summary]);
  if (!wide) return null;
  return (
    <div className="cm-pad cm-line cm-offer">
      <p>
        <AdviceIcon aria-hidden="true" />
        {text.data.wide(wide.columns.length, wide.stem, wide.factors.map(levelsOf))}
      </p>
      {isNaming ? (
        <Names wide={wide} summary={summary} onCancel={() => setNaming(false)} />
      ) : (
        <Button className="cm-small" size="small" onClick={() => setNaming(true)}>
          {text.data.makeLong}
        </Button>
      )}
    </div>
  );
}

/** Each once, in their order. */
function levelsOf({ levels }: WideFactor): string[] {
  return [...new Set(levels.map(String))];
}

interface NamesProps {
  readonly wide: WideData;
  readonly summary: DataSummary;
  readonly onCancel: () => void;
}

function Names({ wide, summary, onCancel }: NamesProps) {
  const { controller } = usePane();
  const [names, setNames] = useState<LongNames>(() => usualNames(wide, summary));
  const wrong = unusableName(names, wide, summary);
  const nameFactor = (at: number, name: string) =>
    setNames({ ...names, factors: names.factors.map((one, i) => (i === at ? name : one)) });
  const named = trimmed(names);
  return (
    <form
      className="cm-wide-names"
      aria-label={text.data.newColumns}
      onSubmit={(event) => {
        event.preventDefault();
        if (wrong === null) void controller.makeLong(named);
      }}
      onKeyDown={({ key }) => key === 'Escape' && onCancel()}
    >
      {wide.factors.map((factor, i) => (
        <Field key={i} size="small" label={text.data.levelsOf(levelsOf(factor))}>
          <Input
            autoFocus={i === 0}
            value={names.factors[i]}
            onChange={(_, { value }) => nameFactor(i, value)}
          />
        </Field>
      ))}
      <Field
        size="small"
        label={text.data.measured}
        validationMessage={wrong === null ? undefined : text.data.unusableName(wrong)}
      >
        <Input value={names.measure} onChange={(_, { value }) => setNames({ ...names, measure: value })} />
      </Field>
      <div className="cm-acts">
        <Button size="small" type="submit" appearance="primary" disabled={wrong !== null}>
          {text.data.makeLongNow}
        </Button>
        <Button size="small" onClick={onCancel}>
          {text.data.cancel}
        </Button>
      </div>
    </form>
  );
}

function trimmed({ measure, factors }: LongNames): LongNames {
  return { measure: measure.trim(), factors: factors.map((name) => name.trim()) };
}
