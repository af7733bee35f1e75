/** Lays a plot of means over the sheet once they are known; shows nothing itself. */

import { useEffect, useMemo } from 'react';
import { usePane } from '../paneContext';
import { termsOf } from '../plots/choices';
import { sheetPicture } from '../plots/figure/picture';
import { useAnalysis } from '../plots/useAnalysis';
import { FIRST_COMPARISON } from '../state/compareChoice';
import { comparisonOf, compareVariables } from '../state/comparison';
import { meansQuestion } from '../state/comparisonQuestions';
import { text } from '../text';
import { meansPlot } from './meansPlot';
import { usePlotParts } from './usePlotParts';

export default function WantedPlot() {
  const { state, controller, dispatch } = usePane();
  const { fit, data, wantedPlot } = state;
  const { compared, within } = wantedPlot!;
  const choice = useMemo(() => ({ ...FIRST_COMPARISON, compared, within }), [compared, within]);
  const terms = useMemo(() => termsOf(fit.result!, data!), [fit.result, data]);
  const comparison = useMemo(
    () => comparisonOf(choice, compareVariables(terms, data!.summary!.columns), terms),
    [choice, terms, data],
  );
  const { answer, isNew } = useAnalysis('means', comparison && meansQuestion(comparison, choice));
  const current = useMemo(
    () => (isNew && answer ? { table: answer.value, fit: answer.fit } : null),
    [isNew, answer],
  );
  const parts = usePlotParts(current, terms);
  useEffect(() => {
    if (!parts) return;
    let isWanted = true;
    const lay = async (): Promise<void> => {
      const title = text.compare.plot.title(parts.outcome);
      const picture = await sheetPicture({ title, ...meansPlot(parts, within) });
      if (!isWanted) return;
      controller.layPicture(picture, wantedPlot!.at);
      dispatch({ type: 'plot-wanted', plot: null });
    };
    void lay();
    return () => {
      isWanted = false;
    };
  }, [parts, within, controller, dispatch, wantedPlot]);
  return null;
}
