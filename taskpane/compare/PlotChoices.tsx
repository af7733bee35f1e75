/** What the plot of means shows besides the means. */

import { Checkbox } from '@fluentui/react-components';
import { Segment } from '../components/Segment';
import { usePane } from '../paneContext';
import type { Bars } from '../state/compareChoice';
import { text } from '../text';
import { brief } from '../words';

const words = text.compare.plot;
const BARS: readonly Bars[] = ['interval', 'error', 'none'];

/** @param group the column of groups whose lines can be drawn; null for none */
export function PlotChoices({ group }: { readonly group: string | null }) {
  const { state, dispatch } = usePane();
  const { bars, hasData, hasGroups } = state.compare;
  return (
    <>
      <span className="cm-row">
        <Checkbox
          label={words.data}
          checked={hasData}
          onChange={(_, { checked }) => dispatch({ type: 'compare', choice: { hasData: checked === true } })}
        />
        {group !== null && (
          <Checkbox
            label={brief(group)}
            title={words.groups(group).trim()}
            checked={hasGroups}
            onChange={(_, { checked }) =>
              dispatch({ type: 'compare', choice: { hasGroups: checked === true } })
            }
          />
        )}
      </span>
      <Segment
        label={words.show}
        value={bars}
        choices={BARS.map((value) => ({ value, label: words.bars[value] }))}
        onChange={(value) => dispatch({ type: 'compare', choice: { bars: value } })}
      />
    </>
  );
}
