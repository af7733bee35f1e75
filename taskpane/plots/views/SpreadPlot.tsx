/** Whether residuals spread as much for high as for low fitted values. */

import { useMemo } from 'react';
import type { FitResult } from '../../../src/index';
import { usePane } from '../../paneContext';
import { significant } from '../../state/numbers';
import { text } from '../../text';
import { outcomeWords, withoutResiduals } from '../choices';
import { residualCloud } from '../data/residualCloud';
import { endSpreads, rootsOfAbsolute } from '../data/spread';
import { residualsChart } from '../drawings/rows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { spreadLive } from '../live/rows';
import { useRowNames } from '../useRowNames';
import { useScaledResiduals } from '../useScaledResiduals';
import { Waiting } from '../Waiting';

const words = text.plots.spread;
const { residuals } = text.plots;
/** So many times as much spread at one end as at the other stands out. */
const STANDS_OUT = 1.5;
/** What makes the root of three standard deviations three of them. */
const ROOT_SIGMA = 1 / Math.sqrt(3);

function SpreadPlot({ fit: current }: { readonly fit: FitResult }) {
  const { data } = usePane().state;
  const { fit, values, waiting } = useScaledResiduals(current);
  const rowName = useRowNames(fit);
  const plot = useMemo((): Plot | null => {
    if (values === null) return null;
    const cloud = residualCloud(fit.fitted, rootsOfAbsolute(values), ROOT_SIGMA);
    const isCounted = cloud.cells.length > 0;
    const xLabel = residuals.fitted(outcomeWords(fit, data!).outcome);
    const description = words.description(cloud.total);
    return {
      caption: words.caption + endsSentence(fit, values) + (isCounted ? residuals.counted(cloud.total) : ''),
      description,
      legend: [
        { kind: 'varyLine', label: residuals.average },
        ...(isCounted ? [{ kind: 'cells', label: residuals.cells } as const] : []),
      ],
      draw: residualsChart(cloud, { xLabel, yLabel: words.axis, rowName }, { middle: null, limit: null }),
      live: (state) =>
        spreadLive(state, { title: words.title, description, xTitle: xLabel, yTitle: words.axis }),
    };
  }, [fit, values, data, rowName]);
  return (
    <PlotCard title={words.title} plot={plot} isOld={waiting !== null}>
      {waiting && <Waiting asked={waiting} />}
    </PlotCard>
  );
}

function endsSentence({ fitted, sigma }: FitResult, scaled: Float64Array): string {
  const ends = endSpreads(fitted, scaled);
  if (ends === null) return '';
  const { low, high } = ends;
  const times = high / low;
  const isEven = times < STANDS_OUT && times > 1 / STANDS_OUT;
  const [first, last] = [low, high].map((spread) => significant(sigma * spread, 3));
  return words.ends(first, last, significant(times, 2)) + (isEven ? words.even : words.uneven(times > 1));
}

export const spreadPlot: PlotKind = {
  name: 'spread',
  words,
  part: 'checks',
  picture: (
    <>
      <path d="M1 11C8 12 15 9 23 7" className="cm-pic-thin" />
      {dots(1.2, [3, 14], [5, 9], [7, 15], [9, 6], [11, 12], [13, 16], [15, 4], [17, 13], [19, 8], [21, 2])}
    </>
  ),
  missing: withoutResiduals,
  View: SpreadPlot,
};
