/** Curves that stand behind the one on show: a key in which each can be named and taken away, and the button that keeps one more. */

import { Button, Checkbox, Input } from '@fluentui/react-components';
import type { LikelihoodStudy } from '../../../src/index';
import { AddIcon, DismissIcon } from '../../icons';
import { usePane } from '../../paneContext';
import { Swatch } from '../../plots/figure';
import { curvesBehind, freshName, keptCurve, MOST_KEPT, type KeptCurve } from '../../state/keptCurves';
import { studioArguments } from '../../state/studioFormulas';
import { significant } from '../../state/numbers';
import { text } from '../../text';
import { seriesBehind } from './curvePlot';
import { endsText } from './IntervalBars';

const words = text.likelihood;

export interface KeptCurvesProps {
  readonly study: LikelihoodStudy;
  readonly isStale: boolean;
}

export function KeptCurves({ study, isStale }: KeptCurvesProps) {
  const { state, dispatch } = usePane();
  const { choice, resultTitle } = state.likelihood;
  const { kept, scale, constant } = choice;
  const behind = curvesBehind(kept, study.maximum.parameters[study.index].name);
  const set = (change: Partial<typeof choice>) => dispatch({ type: 'likelihood', choice: change });
  const replace = (at: number, ...curves: readonly KeptCurve[]) =>
    set({ kept: [...kept.slice(0, at), ...curves, ...kept.slice(at + 1)] });
  const keep = () => {
    const curve = keptCurve(study, freshName(resultTitle, kept), studioArguments(state));
    set({ kept: [...kept, curve] });
  };
  const isFull = kept.length >= MOST_KEPT;
  return (
    <div className="cm-lkept">
      {kept.length > 0 && (
        <ul aria-label={words.kept.list}>
          {kept.map((curve, i) => (
            <KeptRow
              key={i}
              curve={curve}
              series={behind.indexOf(curve)}
              onRename={(name) => replace(i, { ...curve, name })}
              onRemove={() => replace(i)}
            />
          ))}
        </ul>
      )}
      <div className="cm-lkeep">
        <Button
          size="small"
          icon={<AddIcon />}
          disabled={isStale || isFull || study.points.every(({ logLik }) => logLik === null)}
          title={isFull ? words.kept.full(MOST_KEPT) : undefined}
          onClick={keep}
        >
          {words.kept.keep}
        </Button>
        {study.constant !== 0 && scale !== 'relative' && (
          <Checkbox
            label={choice.density === 'binomial' ? words.coefficient : words.constant}
            checked={constant}
            onChange={(_, { checked }) => set({ constant: checked === true })}
          />
        )}
      </div>
    </div>
  );
}

interface KeptRowProps {
  readonly curve: KeptCurve;
  /** Which of the curves in the picture it is; −1 for none of them. */
  readonly series: number;
  readonly onRename: (name: string) => void;
  readonly onRemove: () => void;
}

function KeptRow({ curve, series, onRename, onRemove }: KeptRowProps) {
  const { name, parameter, estimate, limits } = curve;
  const numbers = `${significant(estimate, 4)} (${endsText(...limits)})`;
  return (
    <li>
      {series < 0 ? <span className="cm-lnoswatch" /> : <Swatch kind={`behind${seriesBehind(series)}`} />}
      <Input
        size="small"
        className="cm-lname"
        aria-label={words.kept.name(name)}
        value={name}
        onChange={(_, { value }) => onRename(value)}
      />
      <span className="cm-lnumbers">{series < 0 ? words.kept.other(words.symbol(parameter)) : numbers}</span>
      <Button
        size="small"
        appearance="subtle"
        icon={<DismissIcon />}
        aria-label={words.kept.remove(name)}
        onClick={onRemove}
      />
    </li>
  );
}
