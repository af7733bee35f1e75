/** Which comparisons are made, and how p values and limits allow for their number. */

import { Choice } from '../components/Choice';
import { usePane } from '../paneContext';
import { adjustmentChoices, controlChoices, contrastChoices, hasControl } from '../state/comparisonChoices';
import { text } from '../text';
import { EFFECT_SCALES, type EstimatedTable } from '../../src/index';

const words = text.compare;
const NO_EFFECT = 'none' as const;

export interface HowComparedProps {
  /** What is compared; the first `own` of its labels are of that, the others of what it is compared within. */
  readonly means: EstimatedTable;
  readonly own: number;
  /** Whether differences can be given in units of a standard deviation. */
  readonly hasEffects: boolean;
}

export function HowCompared({ means, own, hasEffects }: HowComparedProps) {
  const { state, dispatch } = usePane();
  const { contrast, control, adjust, effect } = state.compare;
  const choose = (choice: Partial<typeof state.compare>) => dispatch({ type: 'compare', choice });
  const controls = controlChoices(means, own);
  return (
    <div className="cm-options cm-compare-how">
      <Choice
        label={words.comparisons}
        value={contrast}
        choices={contrastChoices(own)}
        onChange={(value) => choose({ contrast: value })}
      />
      {hasControl(contrast) && (
        <Choice
          label={words.control}
          value={controls.some(({ value }) => value === control) ? control! : (controls[0]?.value ?? '')}
          choices={controls}
          onChange={(value) => choose({ control: value })}
        />
      )}
      <Choice
        label={words.adjust}
        value={adjust ?? ''}
        choices={adjustmentChoices(contrast, controls.length)}
        onChange={(value) => choose({ adjust: value === '' ? null : value })}
      />
      {hasEffects && (
        <Choice
          label={words.effectSize}
          value={effect ?? NO_EFFECT}
          choices={([NO_EFFECT, ...EFFECT_SCALES] as const).map((value) => ({
            value,
            label: words.effectScales[value],
          }))}
          onChange={(value) => choose({ effect: value === NO_EFFECT ? null : value })}
        />
      )}
    </div>
  );
}
