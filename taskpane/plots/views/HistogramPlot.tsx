/** How residuals are distributed, beside the normal curve. */

import { useMemo } from 'react';
import type { FitResult } from '../../../src/index';
import { usePane } from '../../paneContext';
import { fixed, significant } from '../../state/numbers';
import { text } from '../../text';
import { withoutResiduals } from '../choices';
import { histogram, type Histogram } from '../data/histogram';
import { recordedStep } from '../data/resolution';
import { skewness } from '../data/spread';
import { histogramChart } from '../drawings/rows';
import { PlotCard, type Plot } from '../figure/PlotCard';
import type { PlotKind } from '../kind';
import { useScaledResiduals } from '../useScaledResiduals';
import { Waiting } from '../Waiting';

const words = text.plots.histogram;

function HistogramPlot({ fit }: { readonly fit: FitResult }) {
  const { values, waiting, fit: ofFit } = useScaledResiduals(fit);
  const isWeighted = usePane().state.options.weights !== null;
  const plot = useMemo(() => {
    // Weights scale each row's steps by themselves.
    const step = isWeighted ? null : recordedStep(ofFit.response);
    const data = values && histogram(values, step && step / ofFit.sigma);
    return data && plotOf(data, skewness(values));
  }, [values, ofFit, isWeighted]);
  return (
    <PlotCard title={words.title} plot={plot} isOld={waiting !== null}>
      {waiting ? <Waiting asked={waiting} /> : plot === null && <p className="cm-meta">{words.none}</p>}
    </PlotCard>
  );
}

/** Skewness up to which the sides of few hundred normal values look even. */
const EVEN = 0.5;

function plotOf(data: Histogram, skew: number): Plot {
  const { bars, total } = data;
  const [low, high] = [bars[0].x1, bars[bars.length - 1].x2].map((end) => significant(end, 3));
  const highest = bars.reduce((best, bar) => (bar.count > best.count ? bar : best));
  const top = significant((highest.x1 + highest.x2) / 2, 3);
  return {
    caption: words.caption(fixed(skew, 2), Math.abs(skew) < EVEN ? 'even' : skew < 0 ? 'left' : 'right'),
    description: words.description(total, bars.length, low, high, top),
    legend: [
      { kind: 'bar', label: words.bars },
      { kind: 'fixedCurve', label: words.normal },
    ],
    draw: histogramChart(data, { xLabel: words.scaled, yLabel: words.count }),
    live: text.plots.noChart.counts,
  };
}

export const histogramPlot: PlotKind = {
  name: 'histogram',
  words,
  part: 'checks',
  picture: (
    <>
      <path d="M1 16.5H23" className="cm-pic-thin" />
      <path d="M4 16V12H8V7H12V3H16V9H20V16M8 16V12M12 16V7M16 16V9" />
    </>
  ),
  missing: withoutResiduals,
  View: HistogramPlot,
};
