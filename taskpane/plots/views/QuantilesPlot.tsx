/** Scaled residuals, or the effects of groups, against the quantiles of a normal distribution. */

import { useMemo } from 'react';
import type { FitResult } from '../../../src/index';
import { usePane } from '../../paneContext';
import { significant } from '../../state/numbers';
import { numbersIn, type IsNumber } from '../../state/selectors';
import { text } from '../../text';
import { brief, termName } from '../../words';
import {
  departureTitle,
  effectChoices,
  effectsOfFactor,
  factorsOf,
  oneOf,
  outcomeWords,
  withoutResiduals,
  type NamedChoice,
} from '../choices';
import { normalQuantiles, type NormalQuantiles } from '../data/normalQuantiles';
import { quantilesChart } from '../drawings/rows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { Pick } from '../Pick';
import { useRowNames } from '../useRowNames';
import { useScaledResiduals } from '../useScaledResiduals';
import { Waiting } from '../Waiting';

const words = text.plots.quantiles;
const RESIDUALS = 'residuals';

interface Values {
  readonly values: ArrayLike<number>;
  readonly yLabel: string;
  /** Within a sentence. */
  readonly what: string;
  readonly nameOf: (index: number) => string;
}

function QuantilesPlot({ fit: current }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  const residuals = useScaledResiduals(current);
  const { fit } = residuals;
  const rowName = useRowNames(fit);
  const isNumber = useMemo(() => numbersIn({ data: state.data }), [state.data]);
  const choices = useMemo(() => choicesOf(fit, isNumber), [fit, isNumber]);
  const chosen = oneOf(
    choices.map(({ value }) => value),
    state.plots.quantilesOf,
  )!;
  const { unit } = useMemo(() => outcomeWords(fit, state.data!), [fit, state.data]);
  const scaled = residuals.values;
  const plot = useMemo(() => {
    const values =
      chosen === RESIDUALS ? residualsOf(scaled, rowName) : effectsOf(fit, chosen, unit, isNumber);
    const data = values && normalQuantiles(values.values);
    return data && plotOf(data, values);
  }, [fit, chosen, scaled, rowName, unit, isNumber]);
  const waiting = chosen === RESIDUALS ? residuals.waiting : null;
  return (
    <PlotCard
      title={words.title}
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
      {waiting ? <Waiting asked={waiting} /> : plot === null && <p className="cm-meta">{words.none}</p>}
    </PlotCard>
  );
}

/** The residuals where they are determined, then every effect of every factor. */
function choicesOf(fit: FitResult, isNumber: IsNumber): NamedChoice[] {
  const effects = factorsOf(fit).flatMap((factor) =>
    effectChoices(effectsOfFactor(fit, factor).terms, isNumber).map(({ value, label }, i) => ({
      value: `${factor}|${i}`,
      label: words.effects(
        brief(termName(factor)),
        label.toLowerCase() === label ? label : lowered(value, label),
      ),
    })),
  );
  const residuals = withoutResiduals(fit) === null ? [{ value: RESIDUALS, label: words.residuals }] : [];
  return [...residuals, ...effects];
}

/** The pane's own words are small within a label; names keep their capitals. */
const lowered = (term: string, label: string): string =>
  label === text.plots.level || label === text.plots.slope ? label.toLowerCase() : termName(term);

function residualsOf(scaled: Float64Array | null, nameOf: (index: number) => string): Values | null {
  return scaled && { values: scaled, yLabel: words.scaled, what: words.residualsWord, nameOf };
}

function effectsOf(fit: FitResult, chosen: string, unit: string | null, isNumber: IsNumber): Values {
  const cut = chosen.lastIndexOf('|');
  const factor = chosen.slice(0, cut);
  const term = Number(chosen.slice(cut + 1));
  const { levels, terms, values } = effectsOfFactor(fit, factor);
  return {
    values: Float64Array.from(levels, (_, g) => values[g * terms.length + term]),
    yLabel: departureTitle(terms[term], fit, unit, isNumber),
    what: words.effectsWord(brief(termName(factor))),
    nameOf: (index) => levels[index],
  };
}

function plotOf(data: NormalQuantiles, { yLabel, what, nameOf }: Values): Plot {
  const { points, used, total, outside } = data;
  const ends = [points[0], points[points.length - 1]].map(({ y }) => significant(y, 3));
  const sample = used < total ? words.sample(used, total) : '';
  return {
    caption: words.near(what) + words.outside(outside, used) + sample,
    description: words.description(what, used, ends[0], ends[1]),
    legend: [
      { kind: 'fixedLine', label: words.normal },
      { kind: 'band', label: words.band },
    ],
    draw: quantilesChart(data, { xLabel: words.quantile, yLabel, rowName: nameOf }),
  };
}

export const quantilesPlot: PlotKind = {
  name: 'quantiles',
  words,
  picture: (
    <>
      <path d="M2 16L22 2" className="cm-pic-thin" />
      {dots(1.3, [3, 17], [6, 13.6], [8, 12], [10, 10.5], [12, 9], [14, 7.5], [16, 6], [18, 4.4], [21, 1])}
    </>
  ),
  missing: () => null,
  View: QuantilesPlot,
};
