/** Residuals against fitted values. */

import { useMemo } from 'react';
import type { FitResult } from '../../../src/index';
import { usePane } from '../../paneContext';
import { significant } from '../../state/numbers';
import { text } from '../../text';
import { brief } from '../../words';
import { outcomeWords, withoutResiduals } from '../choices';
import { residualCloud } from '../data/residualCloud';
import { residualsChart } from '../drawings/rows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { residualsLive } from '../live/rows';
import { withUnit } from '../units';
import { useRowNames } from '../useRowNames';

const words = text.plots.residuals;

function ResidualsPlot({ fit }: { readonly fit: FitResult }) {
  const { data } = usePane().state;
  const rowName = useRowNames(fit);
  const { outcome, unit } = useMemo(() => outcomeWords(fit, data!), [fit, data]);
  const plot = useMemo((): Plot => {
    const cloud = residualCloud(fit.fitted, fit.residuals, fit.sigma);
    const [low, high] = cloud.yRange.map((value) => significant(value, 3));
    const isCounted = cloud.cells.length > 0;
    const description = words.description(cloud.total, low, high, cloud.strayCount);
    const axes = { xTitle: words.fitted(outcome), yTitle: withUnit(words.residual, unit) };
    return {
      caption:
        words.caption +
        words.strays(cloud.strayCount, cloud.strays.length > 0 ? brief(rowName(cloud.strays[0].row)) : '') +
        (isCounted ? words.counted(cloud.total) : ''),
      description,
      legend: [
        { kind: 'fixedLine', label: words.zero },
        ...(cloud.average.length > 0 ? [{ kind: 'varyLine', label: words.average } as const] : []),
        ...(isCounted ? [{ kind: 'cells', label: words.cells } as const] : []),
      ],
      draw: residualsChart(cloud, { xLabel: axes.xTitle, yLabel: axes.yTitle, rowName }),
      live: (state) => residualsLive(state, { title: words.title, description, ...axes }),
    };
  }, [fit, outcome, unit, rowName]);
  return <PlotCard title={words.title} plot={plot} />;
}

export const residualsPlot: PlotKind = {
  name: 'residuals',
  words,
  part: 'checks',
  picture: (
    <>
      <path d="M1 9H23" className="cm-pic-thin" />
      {dots(1.2, [3, 6], [5, 11], [7, 4], [8, 13], [10, 7], [12, 12], [13, 4.5], [15, 10.5])}
      {dots(1.2, [17, 6], [18, 14], [20, 8], [21.5, 3.5])}
    </>
  ),
  missing: withoutResiduals,
  View: ResidualsPlot,
};
