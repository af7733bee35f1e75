/** Means and comparisons as live formulas on the sheet, and the plot beside them, as a chart or as a picture. */

import { Button, Checkbox } from '@fluentui/react-components';
import { useMemo } from 'react';
import { InsertOutcome } from '../components/InsertOutcome';
import { Section } from '../components/Section';
import { usePane } from '../paneContext';
import type { DrawnPlot } from '../plots/figure/PlotCard';
import { sheetPicture } from '../plots/figure/picture';
import type { LivePlot } from '../plots/live/live';
import { COMPARE_BLOCKS, type CompareBlock } from '../state/compareChoice';
import type { StackedFormula } from '../state/stack';
import { text } from '../text';

const words = text.compare.insert;

export interface InsertComparisonProps {
  /** What there is to insert, as soon as it is there. */
  readonly available: readonly CompareBlock[];
  /** What they are called, where it is not the usual. */
  readonly names?: Partial<Readonly<Record<CompareBlock, string>>>;
  /** By block; null where there is none (yet). */
  readonly formulas: Readonly<Record<'means' | 'comparisons', StackedFormula | null>>;
  /** What the plot is as a chart; null while it is not known. */
  readonly live: LivePlot | null;
  readonly title: string;
  readonly plot: DrawnPlot | null;
}

export function InsertComparison({ available, names, formulas, live, title, plot }: InsertComparisonProps) {
  const { state, controller, dispatch } = usePane();
  const { blocks } = state.compare;
  const has: Readonly<Record<CompareBlock, boolean>> = {
    means: formulas.means !== null,
    comparisons: formulas.comparisons !== null,
    chart: live !== null,
    picture: plot !== null,
  };
  const wanted = COMPARE_BLOCKS.filter((block) => blocks.includes(block) && has[block]);
  const stack = useMemo(
    () => [formulas.means, formulas.comparisons].filter((one) => one !== null),
    [formulas.means, formulas.comparisons],
  );
  const toggle = (block: CompareBlock, on: boolean) =>
    dispatch({
      type: 'compare',
      choice: { blocks: COMPARE_BLOCKS.filter((one) => (one === block ? on : blocks.includes(one))) },
    });
  const insert = async () => {
    const chosen = stack.filter((one) =>
      (['means', 'comparisons'] as const).some((block) => wanted.includes(block) && formulas[block] === one),
    );
    const picture = wanted.includes('picture') && plot ? await sheetPicture({ title, ...plot }) : null;
    await controller.insertTogether(chosen, { picture, live: wanted.includes('chart') ? live : null });
  };
  return (
    <Section title={words.title}>
      <div className="cm-card cm-insert">
        <div className="cm-pad">
          <div className="cm-compare-blocks" role="group" aria-label={words.what}>
            {available.map((block) => (
              <Checkbox
                key={block}
                label={names?.[block] ?? words.blocks[block]}
                checked={blocks.includes(block)}
                onChange={(_, { checked }) => toggle(block, checked === true)}
              />
            ))}
          </div>
          <div className="cm-acts">
            <Button
              appearance="primary"
              disabled={wanted.length === 0 || state.insert.busy}
              onClick={() => void insert()}
            >
              {words.do}
            </Button>
          </div>
          <InsertOutcome />
          <p className="cm-meta">{words.note}</p>
        </div>
      </div>
    </Section>
  );
}
