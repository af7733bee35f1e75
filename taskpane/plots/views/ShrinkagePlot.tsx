/** What every group says for itself, and what becomes of it in the model. */

import { useMemo } from 'react';
import type { FitResult, GroupEstimates } from '../../../src/index';
import { usePane } from '../../paneContext';
import { significant } from '../../state/numbers';
import { text } from '../../text';
import { brief, termName } from '../../words';
import {
  effectChoices,
  effectTitle,
  factorChoices,
  hasOnlyMean,
  oneOf,
  outcomeWords,
  withoutGroups,
} from '../choices';
import { shrinkage, type Shrinkage } from '../data/groupRows';
import { bothEffectsChart, MOST_ARROWS } from '../drawings/bothEffects';
import { shrinkageChart } from '../drawings/groupRows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { FactorPick, Pick } from '../Pick';
import { useAnalysis } from '../useAnalysis';
import { useEffectNames } from '../useEffectNames';
import { Waiting } from '../Waiting';

const BOTH = 'both';
const words = text.plots.shrinkage;
const number = (value: number): string => significant(value, 4);

function ShrinkagePlot({ fit: current }: { readonly fit: FitResult }) {
  const { state, dispatch } = usePane();
  const { plots, data } = state;
  const asked = useAnalysis('groups', { kind: 'groups' });
  const { answer } = asked;
  const fit = answer?.fit ?? current;
  const factor = oneOf(
    factorChoices(fit).map(({ value }) => value),
    plots.factor,
  );
  const estimates = answer?.value.find((one) => one.factor === factor) ?? null;
  const namesOf = useEffectNames(fit);
  const names = useMemo(() => namesOf(estimates?.terms ?? []), [namesOf, estimates]);
  const effects = estimates ? effectChoices(estimates.terms, names) : [];
  const choices = effects.length === 2 ? [...effects, { value: BOTH, label: text.plots.both }] : effects;
  const effect = oneOf(
    choices.map(({ value }) => value),
    plots.effect,
  );
  const outcome = useMemo(() => outcomeWords(fit, data!), [fit, data]);
  const plot = useMemo(() => {
    if (!estimates || effect === null) return null;
    const titleOf = (term: string): string => effectTitle(term, fit, outcome, names);
    return effect === BOTH ? bothPlot(estimates, titleOf) : effectPlot(estimates, effect, fit, titleOf);
  }, [estimates, effect, fit, outcome, names]);
  return (
    <PlotCard
      title={words.title}
      plot={plot}
      choices={
        <>
          <FactorPick fit={fit} value={factor} />
          <Pick
            label={text.plots.effect}
            value={effect ?? ''}
            choices={choices}
            onChange={(value) => dispatch({ type: 'plots', choice: { effect: value } })}
          />
        </>
      }
    >
      <Waiting asked={asked} />
      {estimates && plot === null && <p className="cm-meta">{text.plots.noEffects}</p>}
    </PlotCard>
  );
}

function effectPlot(
  estimates: GroupEstimates,
  effect: string,
  fit: FitResult,
  titleOf: (term: string) => string,
): Plot | null {
  const data = shrinkage(estimates, estimates.terms.indexOf(effect));
  if (data.total === 0) return null;
  const isGrand = hasOnlyMean(fit) && effect === '(Intercept)';
  const averageName = isGrand ? words.grandMean : words.average;
  const title = titleOf(effect);
  return {
    caption: captionOf(data, brief(termName(estimates.factor)), isGrand, estimates.terms.length),
    description: describe(data, title),
    legend: [
      { kind: 'ring', label: words.raw },
      { kind: 'dot', label: words.shrunken },
      { kind: 'fixedLine', label: averageName },
    ],
    draw: shrinkageChart(data, { xLabel: title, averageLabel: `${averageName} ${number(data.average)}` }),
    live: text.plots.noChart.own,
  };
}

/** Less of the way left than this is a variance of zero. */
const COLLAPSED = 1 - 1e-6;

function captionOf(data: Shrinkage, factor: string, isGrand: boolean, effects: number): string {
  const { pull, rows, total, undetermined, nearer, further, shares } = data;
  if (pull !== null && pull > COLLAPSED) return words.collapsed(factor);
  const few = undetermined > 0 ? words.undetermined(undetermined) : '';
  const [least, most] = (shares ?? []).map((share) => String(Math.round(100 * share)));
  const share = shares && words.share(least, most);
  const known = total - undetermined;
  const away = nearer === known ? '' : further > 0 ? words.further(further) : '.';
  const why = further > 0 && effects > 1 ? words.together : '';
  const moved = known > 0 ? words.caption(factor, isGrand) + words.moved(nearer, known, share) + away : '';
  return moved + why + words.shown(rows.length, total) + few;
}

function describe({ rows, total, average, pull }: Shrinkage, title: string): string {
  const end = ({ label, own, shrunken }: Shrinkage['rows'][number]): string =>
    words.ends(brief(label), own === null ? null : number(own), number(shrunken));
  return words.description(
    title,
    total,
    number(average),
    end(rows[0]),
    end(rows[rows.length - 1]),
    pull === null ? null : String(Math.round(100 * pull)),
  );
}

/** Whether there is a group both of whose effects are determined. */
function bothKnown({ levels, shrunken }: GroupEstimates): boolean {
  return levels.some((_, g) => !Number.isNaN(shrunken[2 * g] + shrunken[2 * g + 1]));
}

function bothPlot(estimates: GroupEstimates, titleOf: (term: string) => string): Plot | null {
  if (!bothKnown(estimates)) return null;
  const [x, y] = estimates.terms.map(titleOf);
  const total = estimates.levels.length;
  return {
    caption: words.bothCaption(brief(termName(estimates.factor)), Math.min(total, MOST_ARROWS), total),
    description: words.bothDescription(x, y, total),
    legend: [
      { kind: 'ring', label: words.raw },
      { kind: 'dot', label: words.shrunken },
      { kind: 'diamond', label: words.average },
    ],
    draw: bothEffectsChart(estimates, [0, 1], { xLabel: x, yLabel: y }),
    live: text.plots.noChart.own,
  };
}

export const shrinkagePlot: PlotKind = {
  name: 'shrinkage',
  words,
  part: 'model',
  picture: (
    <>
      <path d="M2 3.5H22M2 9H22M2 14.5H22" className="cm-pic-faint" />
      <path d="M12 1V17" className="cm-pic-thin" />
      <path d="M4.5 3.5H8M20 9H15.5M3 14.5H7" />
      {dots(1.8, [8.6, 3.5], [15, 9], [7.6, 14.5])}
    </>
  ),
  missing: withoutGroups,
  View: ShrinkagePlot,
};
