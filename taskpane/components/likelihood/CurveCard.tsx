/** The curve with its intervals, the value that is tried, the picture, and the formulas for the sheet. */

import { Button } from '@fluentui/react-components';
import { useCallback, useMemo, type CSSProperties } from 'react';
import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { Legend, PictureButtons, PlotFigure, type LegendItem } from '../../plots/figure';
import { curveView, parameterText, readingText } from '../../state/curveView';
import type { WantedStudy } from '../../state/wantedStudy';
import { significant } from '../../state/numbers';
import { text } from '../../text';
import { list } from '../../words';
import { percent } from '../OptionsCard';
import { Segment } from '../Segment';
import { curveMargins, drawCurve } from './curvePlot';
import { InsertFormulas } from './InsertFormulas';
import { IntervalBars, intervalWords } from './IntervalBars';
import { TryValue } from './TryValue';
import { useTried } from './useTried';

const words = text.likelihood;
const SCALES = (['likelihood', 'log'] as const).map((value) => ({ value, label: words.scales[value] }));

export interface CurveCardProps {
  readonly study: LikelihoodStudy;
  readonly wanted: WantedStudy;
  /** What is shown belongs to an earlier choice. */
  readonly isStale: boolean;
}

export function CurveCard({ study, wanted, isStale }: CurveCardProps) {
  const { state, controller, dispatch } = usePane();
  const { choice, running, resultTitle: title } = state.likelihood;
  const { maximum, index, step } = study;
  const view = useMemo(() => curveView(study, choice.scale), [study, choice.scale]);
  const tried = useTried(study);
  const { name, estimate } = maximum.parameters[index];
  const symbol = words.symbol(name);
  const estimateText = parameterText(estimate, step);
  const triedY = tried.logLik === null ? null : view.read(tried.logLik);
  const reading = triedY === null ? '' : readingText(triedY, view.axis);
  const draw = useCallback(
    (width: number) =>
      drawCurve(
        {
          view,
          symbol,
          estimate: estimateText,
          tried: tried.value === null || triedY === null ? null : { x: tried.value, y: triedY, reading },
        },
        width,
      ),
    [view, symbol, estimateText, tried.value, triedY, reading],
  );
  const hasCurve = view.exact.some(({ y }) => !Number.isNaN(y));
  const description = words.describe(symbol, estimateText, percent(maximum.level), ...intervalWords(study));
  const legend = legendOf(study, choice.scale, hasCurve);
  const source = { title: words.pictureTitle(symbol, title), description, legend, draw };
  const margins = curveMargins(view);
  const others = maximum.parameters.filter((_, i) => i !== index).map((one) => words.symbol(one.name));
  return (
    <section className="cm-card cm-plotcard cm-lcard" aria-label={title}>
      <div
        className="cm-pad"
        style={{ '--cm-left': `${margins.left}px`, '--cm-right': `${margins.right}px` } as CSSProperties}
      >
        <div className="cm-plothead cm-lhead">
          <h2>{title}</h2>
          <Segment
            label={words.scale}
            value={choice.scale}
            choices={SCALES}
            onChange={(scale) => dispatch({ type: 'likelihood', choice: { scale } })}
          />
        </div>
        {others.length > 0 && hasCurve && <p className="cm-meta">{words.others(list(others))}</p>}
        <PlotFigure label={source.title} description={description} draw={draw} />
        <IntervalBars study={study} view={view} />
        <LegendBelow items={legend} />
        {!hasCurve && wanted.kind === 'study' && (
          <div className="cm-lnocurve">
            <p className="cm-meta">{words.noCurve}</p>
            <Button size="small" disabled={running !== null} onClick={controller.studyNow}>
              {words.drawCurve}
            </Button>
          </div>
        )}
      </div>
      <TryValue study={study} view={view} symbol={symbol} tried={tried} margins={margins} />
      <InsertFormulas study={study} tried={tried.value} isStale={isStale} />
      <PictureButtons source={isStale ? null : source} isSecond />
    </section>
  );
}

function LegendBelow({ items }: { readonly items: readonly LegendItem[] }) {
  return (
    <div className="cm-llegend">
      <Legend items={items} />
    </div>
  );
}

function legendOf(study: LikelihoodStudy, scale: 'log' | 'likelihood', hasCurve: boolean): LegendItem[] {
  const { drop, maximum, index } = study;
  const share = `${significant(100 * Math.exp(-drop), 2)} %`;
  const cut = scale === 'log' ? words.legend.cut(significant(drop, 3)) : words.legend.share(share);
  return [
    ...(hasCurve ? [{ kind: 'fixedLine', label: words.legend.exact } as const] : []),
    ...(maximum.parameters[index].standardError === null
      ? []
      : [{ kind: 'greyDash', label: words.legend.quadratic } as const]),
    { kind: 'cut', label: cut },
  ];
}
