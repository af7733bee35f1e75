/** How far every group departs from the average, with intervals. */

import { useMemo } from 'react';
import { normalQuantile, type FitResult, type RandomEffects } from '../../../src/index';
import { percent } from '../../components/OptionsCard';
import { usePane } from '../../paneContext';
import { interval, significant } from '../../state/numbers';
import { text } from '../../text';
import { brief, termName } from '../../words';
import {
  departureTitle,
  effectChoices,
  effectsOfFactor,
  effectWord,
  factorChoices,
  oneOf,
  outcomeWords,
  withoutGroups,
  type EffectNames,
} from '../choices';
import { caterpillar, type Caterpillar } from '../data/groupRows';
import { caterpillarChart } from '../drawings/groupRows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { caterpillarLive } from '../live/caterpillar';
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
  const plot = useMemo(
    () => plotOf(effects, factor, effect, fit, unit, names),
    [effects, factor, effect, fit, unit, names],
  );
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
  effects: RandomEffects,
  factor: string,
  effect: string,
  fit: FitResult,
  unit: string | null,
  names: EffectNames,
): Plot | null {
  const z = normalQuantile((1 + fit.level) / 2);
  const data = caterpillar(effects, effects.terms.indexOf(effect), z);
  if (data.total === 0) return null;
  const what = effectWord(effect, fit, names);
  const description = describe(data, what);
  const departure = departureTitle(effect, fit, unit, names);
  const average = fit.fixedEffects.find(({ term }) => term === effect);
  return {
    caption:
      words.caption(brief(termName(factor)), percent(fit.level), data.clear, data.total, furthest(data)) +
      words.shown(data.rows.length, data.total),
    description,
    legend: [
      { kind: 'interval', label: words.clear },
      { kind: 'greyInterval', label: words.covers },
    ],
    draw: caterpillarChart(data, {
      xLabel: departure,
      averageLabel: average
        ? words.average(what === words.interceptWord ? what : null, significant(average.estimate, 4))
        : words.noAverage,
    }),
    live: (state) =>
      caterpillarLive(
        state,
        fit,
        { group: factor, term: effect },
        { title: words.title, description, xTitle: brief(termName(factor)), yTitle: departure },
      ),
  };
}

/** Rows stand in order, so it is one of the ends; null where no group departs. */
function furthest({ rows }: Caterpillar): string | null {
  const [first, last] = [rows[0], rows[rows.length - 1]];
  const { mode, label } = Math.abs(first.mode) >= Math.abs(last.mode) ? first : last;
  return mode === 0 ? null : brief(label);
}

function describe({ rows, total, clear }: Caterpillar, what: string): string {
  const end = ({ label, mode, lower, upper }: Caterpillar['rows'][number]): string =>
    words.end(brief(label), significant(mode, 4), text.results.limits(...interval(lower, upper)));
  return words.description(what, total, clear, end(rows[0]), end(rows[rows.length - 1]));
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
