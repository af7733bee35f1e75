/** A study as a card: a curve or contours, formulas for the sheet, and the picture. */

import type { LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { PictureButtons, type PictureSource } from '../../plots/figure';
import { CURVE_SCALES } from '../../state/likelihood';
import { studioTarget } from '../../state/studioFormulas';
import type { WantedStudy } from '../../state/wantedStudy';
import { text } from '../../text';
import { Segment } from '../Segment';
import { ContourBody } from './ContourBody';
import { CurveBody } from './CurveBody';
import { curveLive } from './curveLive';
import { InsertFormulas } from './InsertFormulas';

const words = text.likelihood;
const SCALES = CURVE_SCALES.map((value) => ({
  value,
  label: words.scales[value],
  title: words.scaleTitles[value],
}));

export interface CurveCardProps {
  readonly study: LikelihoodStudy;
  readonly wanted: WantedStudy;
  /** What is shown belongs to an earlier choice. */
  readonly isStale: boolean;
}

export function CurveCard({ study, wanted, isStale }: CurveCardProps) {
  const { state } = usePane();
  const { resultTitle: title } = state.likelihood;
  const below = (source: PictureSource, values: readonly number[] | null) => (
    <>
      <InsertFormulas study={study} tried={values} isStale={isStale} />
      <PictureButtons
        source={isStale ? null : source}
        live={study.surface ? text.chart.noContours : isStale ? null : curveLive(state, study, source)}
        at={studioTarget(state)}
        isSecond
      />
    </>
  );
  const Body = study.surface ? ContourBody : CurveBody;
  return (
    <section className="cm-card cm-plotcard cm-lcard" aria-label={title}>
      <Body {...{ study, wanted, isStale, below }} head={<Head title={title} hasScales={!study.surface} />} />
    </section>
  );
}

function Head({ title, hasScales }: { readonly title: string; readonly hasScales: boolean }) {
  const { state, dispatch } = usePane();
  return (
    <div className="cm-plothead cm-lhead">
      <h2>{title}</h2>
      {hasScales && (
        <Segment
          label={words.scale}
          value={state.likelihood.choice.scale}
          choices={SCALES}
          onChange={(scale) => dispatch({ type: 'likelihood', choice: { scale } })}
        />
      )}
    </div>
  );
}
