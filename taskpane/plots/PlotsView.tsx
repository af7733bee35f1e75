/** The fitted model in pictures. They stay, greyed, while the next fit is computed. */

import type { ReactElement } from 'react';
import type { FitResult } from '../../src/index';
import { usePane } from '../paneContext';
import { isOutdated, statusOf } from '../state/selectors';
import { PLOTS, type PlotName } from '../state/plots';
import { Chooser } from './Chooser';
import { unavailablePlots } from './choices';
import { CaterpillarPlot } from './views/CaterpillarPlot';
import { ObservedPlot } from './views/ObservedPlot';
import { ProfilePlot } from './views/ProfilePlot';
import { QuantilesPlot } from './views/QuantilesPlot';
import { ResidualsPlot } from './views/ResidualsPlot';
import { ShrinkagePlot } from './views/ShrinkagePlot';

const VIEWS: Readonly<Record<PlotName, (props: { readonly fit: FitResult }) => ReactElement | null>> = {
  shrinkage: ShrinkagePlot,
  caterpillar: CaterpillarPlot,
  observed: ObservedPlot,
  residuals: ResidualsPlot,
  quantiles: QuantilesPlot,
  profile: ProfilePlot,
};

export default function PlotsView() {
  const { state, dispatch } = usePane();
  const { fit, data, plots } = state;
  if (!fit.result || !data) return null;
  const reasons = unavailablePlots(fit.result, data);
  const chosen = reasons[plots.plot] === undefined ? plots.plot : PLOTS.find((plot) => !reasons[plot])!;
  const View = VIEWS[chosen];
  return (
    <div
      className={`cm-view cm-plots${isOutdated(state) ? ' cm-old' : ''}`}
      aria-busy={statusOf(state) === 'fitting'}
    >
      <Chooser
        value={chosen}
        reasons={reasons}
        onChange={(plot) => dispatch({ type: 'plots', choice: { plot } })}
      />
      <View fit={fit.result} />
    </div>
  );
}
