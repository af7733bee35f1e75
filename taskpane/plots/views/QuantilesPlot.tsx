/** Scaled residuals, or the effects of groups, against the quantiles of a normal distribution. */

import { useMemo } from 'react';
import type { FitResult } from '../../../src/index';
import { usePane } from '../../paneContext';
import { significant } from '../../state/numbers';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import { brief, termName } from '../../words';
import {
  departureTitle,
  effectChoices,
  effectsOfFactor,
  factorsOf,
  oneOf,
  outcomeWords,
  withoutGroups,
  withoutResiduals,
  type EffectNames,
  type NamedChoice,
} from '../choices';
import { normalQuantiles, type NormalQuantiles } from '../data/normalQuantiles';
import { quantilesChart } from '../drawings/rows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import type { LivePlot } from '../live/live';
import { effectQuantilesLive } from '../live/effectQuantiles';
import type { PlotWords } from '../live/estimates';
import { residualQuantilesLive } from '../live/rows';
import { Pick } from '../Pick';
import { useEffectNames } from '../useEffectNames';
import { useRowNames } from '../useRowNames';
import { useScaledResiduals } from '../useScaledResiduals';
import { Waiting } from '../Waiting';

const words = text.plots.quantiles;
const ofEffects = text.plots.effectQuantiles;

interface Values {
  readonly values: ArrayLike<number>;
  readonly yLabel: string;
  /** Within a sentence. */
  readonly what: string;
  readonly nameOf: (index: number) => string;
  readonly title: string;
  readonly live: (state: PaneState, words: PlotWords) => LivePlot | null;
}

function ResidualQuantilesPlot({ fit: current }: { readonly fit: FitResult }) {
  const { fit, values, waiting } = useScaledResiduals(current);
  const nameOf = useRowNames(fit);
  const plot = useMemo(
    () =>
      values &&
      plotOf({
        values,
        yLabel: words.scaled,
        what: words.residualsWord,
        nameOf,
        title: words.title,
        live: residualQuantilesLive,
      }),
    [values, nameOf],
  );
  return (
    <PlotCard title={words.title} plot={plot} isOld={waiting !== null}>
      {waiting ? <Waiting asked={waiting} /> : plot === null && <p className="cm-meta">{words.none}</p>}
    </PlotCard>
  );
}

function EffectQuantilesPlot({ fit }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  const { data } = state;
  const namesOf = useEffectNames(fit);
  const choices = useMemo(() => choicesOf(fit, namesOf), [fit, namesOf]);
  const chosen = oneOf(
    choices.map(({ value }) => value),
    state.plots.quantilesOf,
  )!;
  const { unit } = useMemo(() => outcomeWords(fit, data!), [fit, data]);
  const plot = useMemo(() => plotOf(effectsOf(fit, chosen, unit, namesOf)), [fit, chosen, unit, namesOf]);
  return (
    <PlotCard
      title={ofEffects.title}
      plot={plot}
      choices={
        <Pick
          label={words.of}
          value={chosen}
          choices={choices}
          onChange={(value) => dispatch({ type: 'plots', choice: { quantilesOf: value } })}
        />
      }
    >
      {plot === null && <p className="cm-meta">{words.none}</p>}
    </PlotCard>
  );
}

/** Every effect of every factor. */
function choicesOf(fit: FitResult, namesOf: NamesOf): NamedChoice[] {
  return factorsOf(fit).flatMap((factor) => {
    const { terms } = effectsOfFactor(fit, factor);
    return effectChoices(terms, namesOf(terms)).map(({ label }, i) => ({
      value: `${factor}|${i}`,
      label: words.effects(brief(termName(factor)), label),
    }));
  });
}

type NamesOf = (terms: readonly string[]) => EffectNames;

function effectsOf(fit: FitResult, chosen: string, unit: string | null, namesOf: NamesOf): Values {
  const cut = chosen.lastIndexOf('|');
  const factor = chosen.slice(0, cut);
  const term = Number(chosen.slice(cut + 1));
  const { levels, terms, values } = effectsOfFactor(fit, factor);
  return {
    values: Float64Array.from(levels, (_, g) => values[g * terms.length + term]),
    yLabel: departureTitle(terms[term], fit, unit, namesOf(terms)),
    what: words.effectsWord(brief(termName(factor))),
    nameOf: (index) => levels[index],
    title: ofEffects.title,
    live: (state, plotWords) =>
      effectQuantilesLive(state, fit, { group: factor, term: terms[term] }, plotWords),
  };
}

/** null where the values do not differ. */
function plotOf({ values, yLabel, what, nameOf, title, live }: Values): Plot | null {
  const data = normalQuantiles(values);
  if (data === null) return null;
  const { points, used, total, outside } = data;
  const ends = [points[0], points[points.length - 1]].map(({ y }) => significant(y, 3));
  const description = words.description(what, used, ends[0], ends[1]);
  const sample = used < total ? words.sample(used, total) : '';
  return {
    caption: words.near(what) + words.outside(outside, used) + furthestSentence(data, nameOf) + sample,
    description,
    legend: [
      { kind: 'fixedLine', label: words.normal },
      { kind: 'band', label: words.band },
    ],
    draw: quantilesChart(data, { xLabel: words.quantile, yLabel, rowName: nameOf }),
    live: (state) => live(state, { title, description, xTitle: words.quantile, yTitle: yLabel }),
  };
}

/** Names the value that is furthest off the line, where some are outside of the band. */
function furthestSentence(
  { points, centre, spread, outside }: NormalQuantiles,
  nameOf: Values['nameOf'],
): string {
  if (outside === 0) return '';
  const off = ({ x, y }: NormalQuantiles['points'][number]): number => Math.abs(y - centre - spread * x);
  const furthest = points.reduce((far, point) => (off(point) > off(far) ? point : far));
  return words.furthest(brief(nameOf(furthest.index)));
}

export const quantilesPlot: PlotKind = {
  name: 'quantiles',
  words,
  part: 'checks',
  picture: (
    <>
      <path d="M2 16L22 2" className="cm-pic-thin" />
      {dots(1.3, [3, 17], [6, 13.6], [8, 12], [10, 10.5], [12, 9], [14, 7.5], [16, 6], [18, 4.4], [21, 1])}
    </>
  ),
  missing: withoutResiduals,
  View: ResidualQuantilesPlot,
};

export const effectQuantilesPlot: PlotKind = {
  name: 'effect-quantiles',
  words: ofEffects,
  part: 'checks',
  picture: (
    <>
      <path d="M2 16L22 2" className="cm-pic-thin" />
      {dots(1.9, [4, 16], [8, 12.5], [12, 9.5], [16, 6], [20.5, 1.9])}
    </>
  ),
  missing: withoutGroups,
  View: EffectQuantilesPlot,
};
