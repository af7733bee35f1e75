/** A chart on the sheet: drawn at the size it has, and anew when a cell of it has another value. */

import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode, type RefObject } from 'react';
import { Legend } from '../../taskpane/plots/figure/Legend';
import type { LegendItem } from '../../taskpane/plots/figure/swatches';
import { text } from '../../taskpane/text';
import type { Spreadsheet } from '../univer';
import { drawChart, type Size } from './draw';
import { readPoints, type ChartPoints } from './points';
import type { StoredChart, StoredSeries } from './stored';
import { onCellsChanged } from './watch';

export interface FigureProps {
  readonly spreadsheet: Spreadsheet;
  readonly chart: StoredChart;
  readonly unitId: string;
}

export function Figure({ spreadsheet, chart, unitId }: FigureProps) {
  const points = usePoints(spreadsheet, chart, unitId);
  const picture = useRef<HTMLDivElement>(null);
  const size = useSize(picture);
  const svg = useMemo(
    () => (points && size.width > 0 && size.height > 0 ? drawChart(chart, points, size) : null),
    [chart, points, size],
  );
  useLayoutEffect(() => picture.current?.replaceChildren(...(svg ? [svg] : [])), [svg]);
  return (
    <ChartFrame chart={chart} picture={picture}>
      {points && !svg && size.width > 0 && <p className="wb-chart-empty">{text.chart.empty}</p>}
    </ChartFrame>
  );
}

interface ChartFrameProps {
  readonly chart: StoredChart;
  /** What the chart is drawn into. */
  readonly picture: RefObject<HTMLDivElement>;
  readonly children?: ReactNode;
}

/** Title and legend of a chart, with room for its picture between. */
export function ChartFrame({ chart, picture, children }: ChartFrameProps) {
  return (
    <figure className="wb-chart" role="img" aria-label={`${chart.title}. ${chart.description}`}>
      <figcaption aria-hidden="true">{chart.title}</figcaption>
      <div className="wb-chart-picture" ref={picture} aria-hidden="true" />
      {children}
      <Legend items={legendOf(chart)} />
    </figure>
  );
}

/** None where there is one series besides the limits about it. */
function legendOf({ series }: StoredChart): LegendItem[] {
  const named = series.filter(({ mark }) => mark !== 'limits');
  return named.length < 2 ? [] : named.map((one) => ({ kind: kindOf(one), label: one.name }));
}

const QUIET = { points: 'point', line: 'greyLine', dashes: 'greyDash', limits: 'greyLine' } as const;

/** As the series is drawn: points without a line, and lines without points. */
function kindOf({ color, mark }: StoredSeries): LegendItem['kind'] {
  if (color === 'quiet') return QUIET[mark];
  return mark === 'limits' ? `line${color}` : `${mark}${color}`;
}

function usePoints(spreadsheet: Spreadsheet, chart: StoredChart, unitId: string): ChartPoints | null {
  const [points, setPoints] = useState<ChartPoints | null>(null);
  useEffect(() => {
    let before = '';
    const look = (): void => {
      const workbook = spreadsheet.api.getWorkbook(unitId);
      if (!workbook) return;
      const now = readPoints(spreadsheet, workbook, chart);
      const written = JSON.stringify(now);
      if (written !== before) setPoints(now);
      before = written;
    };
    look();
    return onCellsChanged(spreadsheet, look);
  }, [spreadsheet, chart, unitId]);
  return points;
}

const NOTHING: Size = { width: 0, height: 0 };

/** Whole CSS pixels inside of an element, followed as they change. */
function useSize(element: RefObject<HTMLElement>): Size {
  const [size, setSize] = useState(NOTHING);
  useEffect(() => {
    const at = element.current;
    if (!at) return;
    const observer = new ResizeObserver(() => setSize({ width: at.clientWidth, height: at.clientHeight }));
    observer.observe(at);
    return () => observer.disconnect();
  }, [element]);
  return size;
}
