/** The picture of shrinkage, with its way to the sheet. */

import { useMemo } from 'react';
import type { ShrunkenMean, ShrunkenMeans } from '../../../src/index';
import { shrinkageOfMeans } from '../../plots/data/groupRows';
import { shrinkageChart } from '../../plots/drawings/groupRows';
import { PlotCard } from '../../plots/figure';
import { significant } from '../../state/numbers';
import type { PaneState } from '../../state/state';
import { text } from '../../text';
import { shrunkenLive } from './live';

const words = text.oneway.picture;
const number = (value: number): string => significant(value, 5);

export interface ShrinkagePictureProps {
  readonly result: ShrunkenMeans;
  /** Name of the column of values. */
  readonly values: string;
}

export default function ShrinkagePicture({ result, values }: ShrinkagePictureProps) {
  const plot = useMemo(() => {
    const data = shrinkageOfMeans(result);
    const shown = data.rows.length;
    const description = describe(result);
    const overall = words.overall(number(result.parameters.mu));
    return {
      caption: shown < data.total ? words.some(shown, data.total) : words.caption,
      description,
      legend: [
        { kind: 'ring', label: words.own },
        { kind: 'dot', label: words.shrunken },
        { kind: 'fixedLine', label: overall },
      ] as const,
      draw: shrinkageChart(data, { xLabel: values, averageLabel: overall }),
      live: (state: PaneState) =>
        shrunkenLive(state, result, { title: words.title, description, yTitle: values }),
    };
  }, [result, values]);
  return <PlotCard title={words.title} plot={plot} isSecond />;
}

/** The overall mean, and the group that moves most. */
function describe({ means, parameters }: ShrunkenMeans): string {
  const move = (one: ShrunkenMean): number => Math.abs(one.mean - one.shrunken);
  const { group, mean, shrunken } = means.reduce((best, one) => (move(one) > move(best) ? one : best));
  return words.description(means.length, number(parameters.mu), group, number(mean), number(shrunken));
}
