/** The picture of shrinkage, with its way to the sheet. */

import { useMemo } from 'react';
import type { ShrunkenMeans } from '../../../src/index';
import { PlotCard } from '../../plots/figure';
import { text } from '../../text';
import { drawShrinkage, MOST_GROUPS, shrinkageFacts } from './shrinkagePlot';

const words = text.oneway.picture;

export interface ShrinkagePictureProps {
  readonly result: ShrunkenMeans;
  /** Name of the column of values. */
  readonly values: string;
}

export default function ShrinkagePicture({ result, values }: ShrinkagePictureProps) {
  const plot = useMemo(() => {
    const { mu, group, from, to } = shrinkageFacts(result);
    const count = result.means.length;
    return {
      caption: count > MOST_GROUPS ? words.some(MOST_GROUPS, count) : words.caption,
      description: words.description(count, mu, group, from, to),
      legend: [
        { kind: 'ring', label: words.own },
        { kind: 'dot', label: words.shrunken },
        { kind: 'fixedDash', label: words.overall(mu) },
      ] as const,
      draw: (width: number) => drawShrinkage(result, values, width),
    };
  }, [result, values]);
  return <PlotCard title={words.title} plot={plot} />;
}
