/** The scale of means of a transformed outcome: its own, or that of the model. */

import { Checkbox } from '@fluentui/react-components';
import { useId } from 'react';
import { Segment } from '../components/Segment';
import { usePane } from '../paneContext';
import { text } from '../text';
import { brief } from '../words';

const words = text.compare;

export interface ScaleChoiceProps {
  /** The outcome as it stands in the data, and as the model has it. */
  readonly own: string;
  readonly transformed: string;
}

export function ScaleChoice({ own, transformed }: ScaleChoiceProps) {
  const { state, dispatch } = usePane();
  const id = useId();
  const { isBack, isAdjusted } = state.compare;
  return (
    <div className="cm-comparing-row">
      <span className="cm-label" id={id}>
        {words.scale}
      </span>
      <div>
        <Segment
          label={words.scale}
          value={isBack ? 'own' : 'model'}
          choices={[
            { value: 'own', label: brief(own) },
            { value: 'model', label: brief(transformed) },
          ]}
          onChange={(value) => dispatch({ type: 'compare', choice: { isBack: value === 'own' } })}
        />
        {isBack && (
          <Checkbox
            label={words.adjusted}
            title={words.adjustedWhy}
            checked={isAdjusted}
            onChange={(_, { checked }) =>
              dispatch({ type: 'compare', choice: { isAdjusted: checked === true } })
            }
          />
        )}
      </div>
    </div>
  );
}
