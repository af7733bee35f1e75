/** What the plot of means shows besides the means. */

import { Checkbox } from '@fluentui/react-components';
import { Segment } from '../components/Segment';
import { usePane } from '../paneContext';
import type { Bars } from '../state/compareChoice';
import { text } from '../text';

const words = text.compare.plot;
const BARS: readonly Bars[] = ['interval', 'error', 'none'];

export function PlotChoices() {
  const { state, dispatch } = usePane();
  const { bars, hasData } = state.compare;
  return (
    <>
      <Checkbox
        label={words.data}
        checked={hasData}
        onChange={(_, { checked }) => dispatch({ type: 'compare', choice: { hasData: checked === true } })}
      />
      <Segment
        label={words.show}
        value={bars}
        choices={BARS.map((value) => ({ value, label: words.bars[value] }))}
        onChange={(value) => dispatch({ type: 'compare', choice: { bars: value } })}
      />
    </>
  );
}
