/** How far every group departs from the average, with intervals. */

import { useMemo } from 'react';
import type { FitResult } from '../../../src/index';
import { usePane } from '../../paneContext';
import { percent, significant } from '../../state/numbers';
import { text } from '../../text';
import { brief, termName } from '../../words';
import {
  effectChoices,
  effectsOfFactor,
  effectWord,
  factorChoices,
  oneOf,
  outcomeWords,
  withoutGroups,
  type EffectNames,
} from '../choices';
import type { Caterpillar } from '../data/groupRows';
import { caterpillarChart } from '../drawings/groupRows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { caterpillarLive, caterpillarOf, caterpillarWords } from '../live/caterpillar';
import { FactorPick, Pick } from '../Pick';
import { useEffectNames } from '../useEffectNames';

const words = text.plots.caterpillar;

function CaterpillarPlot({ fit }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  const { plots, data } = state;
  const factor = oneOf(
    factorChoices(fit).map(({ value }) => value),
    plots.factor,
  )!;
  const effects = effectsOfFactor(fit, factor);
  const effect = oneOf(effects.terms, plots.effect)!;
  const namesOf = useEffectNames(fit);
  const names = useMemo(() => namesOf(effects.terms), [namesOf, effects]);
  const { unit } = useMemo(() => outcomeWords(fit, data!), [fit, data]);
  const plot = useMemo(() => plotOf(factor, effect, fit, unit, names), [factor, effect, fit, unit, names]);
  return (
    <PlotCard
      title={words.title}
      plot={plot}
      choices={
        <>
          <FactorPick fit={fit} value={factor} />
          <Pick
            label={text.plots.effect}
            value={effect}
            choices={effectChoices(effects.terms, names)}
            onChange={(value) => dispatch({ type: 'plots', choice: { effect: value } })}
          />
        </>
      }
    >
      {plot === null && <p className="cm-meta">{text.plots.noEffects}</p>}
    </PlotCard>
  );
}

function plotOf(
  factor: string,
  effect: string,
  fit: FitResult,
  unit: string | null,
  names: EffectNames,
): Plot | null {
  const wanted = { group: factor, term: effect };
  const data = caterpillarOf(fit, wanted);
  if (data.total === 0) return null;
  const what = effectWord(effect, fit, names);
  const own = caterpillarWords(fit, wanted, data, unit, names);
  const average = fit.fixedEffects.find(({ term }) => term === effect);
  return {
    caption:
      words.caption(brief(termName(factor)), percent(fit.level), data.clear, data.total, furthest(data)) +
      words.shown(data.rows.length, data.total),
    description: own.description,
    legend: [
      { kind: 'interval', label: words.clear },
      { kind: 'greyInterval', label: words.covers },
    ],
    draw: caterpillarChart(data, {
      xLabel: own.yTitle,
      averageLabel: average
        ? words.average(what === words.interceptWord ? what : null, significant(average.estimate, 4))
        : words.noAverage,
    }),
    live: (state) => caterpillarLive(state, fit, wanted, own),
  };
}

/** Rows stand in order, so it is one of the ends; null where no group departs. */
function furthest({ rows }: Caterpillar): string | null {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const { mode, label } = Math.abs(first.mode) >= Math.abs(last.mode) ? first : last;
  return mode === 0 ? null : brief(label);
}

export const caterpillarPlot: PlotKind = {
  name: 'caterpillar',
  words,
  part: 'model',
  picture: (
    <>
      <path d="M12 1V17" className="cm-pic-thin" />
      <path d="M13 3H22M9 7H17M6.5 11H14.5M2 15H10" />
      {dots(1.7, [17.5, 3], [13, 7], [10.5, 11], [6, 15])}
    </>
  ),
  missing: withoutGroups,
  View: CaterpillarPlot,
};
