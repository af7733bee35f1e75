/** Group means and what becomes of them: a picture, and a table with the weights, so that a student can check them. */

import { Button } from '@fluentui/react-components';
import { lazy, Suspense, useMemo, useState } from 'react';
import { shrunkenReport, type OnewayStatistics, type ShrunkenMeans } from '../../../src/index';
import { usePane } from '../../paneContext';
import { shrunken } from '../../state/oneway';
import type { OnewayEstimator } from '../../state/onewayChoice';
import { text } from '../../text';
import { LimitsTable } from '../LimitsTable';
import { percent } from '../../state/numbers';
import { Section } from '../Section';
import { Segment } from '../Segment';

const ESTIMATORS: readonly OnewayEstimator[] = ['MOMENTS', 'REML', 'ML'];
/** Groups shown before the rest is asked for. */
const SHOWN = 12;

/** Loaded when it is shown first: the library that draws is large. */
const ShrinkagePicture = lazy(() => import('./ShrinkagePicture'));

export interface ShrinkageProps {
  readonly stats: OnewayStatistics;
  /** Name of the column of values. */
  readonly values: string;
}

export function Shrinkage({ stats, values }: ShrinkageProps) {
  const { state, dispatch } = usePane();
  const { shrink } = state.oneway;
  const { level } = state.options;
  const result = useMemo(() => shrunken(stats, shrink, level), [stats, shrink, level]);
  return (
    <Section title={text.oneway.shrinkage}>
      <Segment
        label={text.oneway.shrinkBy}
        value={shrink}
        choices={ESTIMATORS.map((value) => ({ value, label: text.oneway.estimator[value] }))}
        onChange={(value) => dispatch({ type: 'oneway', choice: { shrink: value } })}
      />
      <Suspense fallback={null}>
        <ShrinkagePicture result={result} values={values} />
      </Suspense>
      <MeansTable result={result} />
      {result.notes.map((note) => (
        <p key={note} className="cm-meta">
          {note}
        </p>
      ))}
      <p className="cm-meta">{text.oneway.note}</p>
    </Section>
  );
}

function MeansTable({ result }: { readonly result: ShrunkenMeans }) {
  const [showAll, setShowAll] = useState(false);
  const { means, level } = result;
  const [table] = shrunkenReport(result).sections;
  return (
    <>
      <LimitsTable
        label={text.oneway.shrinkage}
        table={showAll ? table : { ...table, rows: table.rows.slice(0, SHOWN) }}
        numbers={['count', 'mean', 'weight', 'shrunken']}
        limitsLast
        labelOf={(group) => group}
        titles={{ shrunken: text.oneway.shrunken, lower: text.oneway.ci(percent(level)) }}
      />
      {means.length > SHOWN && !showAll && (
        <Button size="small" appearance="subtle" onClick={() => setShowAll(true)}>
          {text.oneway.more(means.length - SHOWN)}
        </Button>
      )}
    </>
  );
}
