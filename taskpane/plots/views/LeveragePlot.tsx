/** How much each row's own value decides its fitted value, and how far it lies off. */

import { useMemo } from 'react';
import type { AnalysisResult, FitResult } from '../../../src/index';
import { significant } from '../../state/numbers';
import { text } from '../../text';
import { brief } from '../../words';
import { withoutResiduals } from '../choices';
import { leveragePoints } from '../data/leverage';
import { residualCloud } from '../data/residualCloud';
import { residualsChart } from '../drawings/rows';
import { dots } from '../dots';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { leverageLive } from '../live/rows';
import { useAnalysis } from '../useAnalysis';
import { useRowNames } from '../useRowNames';
import { Waiting } from '../Waiting';

const words = text.plots.leverage;
const { residuals } = text.plots;

function LeveragePlot({ fit: current }: { readonly fit: FitResult }) {
  const asked = useAnalysis('leverage', { kind: 'leverage' });
  const { answer } = asked;
  const fit = answer?.fit ?? current;
  const rowName = useRowNames(fit);
  const plot = useMemo(() => answer && plotOf(answer.value, answer.fit, rowName), [answer, rowName]);
  return (
    <PlotCard title={words.title} plot={plot} isOld={!asked.isNew}>
      <Waiting asked={asked} />
    </PlotCard>
  );
}

function plotOf(
  table: AnalysisResult<'leverage'>,
  fit: FitResult,
  rowName: (index: number) => string,
): Plot | null {
  const { rows, leverage, standardized, limit, beyond, highest } = leveragePoints(table, fit.keptRows);
  if (rows.length === 0) return null;
  const cloud = residualCloud(leverage, standardized, 1);
  const isCounted = cloud.cells.length > 0;
  const nameOf = (index: number): string => rowName(rows[index]);
  const [mostName, most] = [brief(nameOf(highest)), significant(leverage[highest], 2)];
  const description = words.description(cloud.total, mostName, most);
  return {
    caption:
      words.caption +
      (beyond === 0 ? words.none(mostName, most) : words.some(beyond, rows.length, mostName, most)) +
      (isCounted ? residuals.counted(cloud.total) : ''),
    description,
    legend: [
      { kind: 'fixedLine', label: residuals.zero },
      { kind: 'fixedDash', label: words.twice },
      ...(isCounted ? [{ kind: 'cells', label: residuals.cells } as const] : []),
    ],
    draw: residualsChart(
      { ...cloud, average: [] },
      { xLabel: words.axis, yLabel: words.standardized, rowName: nameOf },
      { middle: 0, limit },
    ),
    live: (state) =>
      leverageLive(state, {
        title: words.title,
        description,
        xTitle: words.axis,
        yTitle: words.standardized,
      }),
  };
}

export const leveragePlot: PlotKind = {
  name: 'leverage',
  words,
  part: 'checks',
  picture: (
    <>
      <path d="M1 9H23" className="cm-pic-thin" />
      <path d="M14.5 1V17" className="cm-pic-thin" strokeDasharray="2 2" />
      {dots(1.2, [3, 7], [4, 12], [5, 4], [6, 10], [7, 14], [8, 6], [10, 11], [12, 7], [20, 4])}
    </>
  ),
  missing: withoutResiduals,
  View: LeveragePlot,
};
