/** The fitted model in pictures. They stay, greyed, while the next fit is computed. */

import { usePane } from '../paneContext';
import { isOutdated, isPending } from '../state/selectors';
import { Chooser } from './Chooser';
import { PLOTS } from './kinds';

export default function PlotsView() {
  const { state, dispatch } = usePane();
  const { fit, data, plots: choice } = state;
  const { result } = fit;
  if (!result || !data) return null;
  const plots = PLOTS.map((kind) => ({ kind, missing: kind.missing(result, data) }));
  const available = plots.filter(({ missing }) => missing === null);
  const { kind } = available.find((plot) => plot.kind.name === choice.plot) ?? available[0];
  return (
    <div className={`cm-view cm-plots${isOutdated(state) ? ' cm-old' : ''}`} aria-busy={isPending(state)}>
      <Chooser
        value={kind}
        plots={plots}
        onChange={({ name }) => dispatch({ type: 'plots', choice: { plot: name } })}
      />
      <kind.View fit={result} />
    </div>
  );
}
