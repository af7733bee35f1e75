/** The density of the data model against y at the values that are tried: as they are dragged, it moves over the data. */

import { useCallback, useMemo } from 'react';
import { dataModel, type LikelihoodStudy } from '../../../src/index';
import { usePane } from '../../paneContext';
import { PlotFigure, type LegendItem } from '../../plots/figure';
import { count } from '../../state/numbers';
import { text } from '../../text';
import { drawAgainst } from './againstPlot';
import type { Tried } from './useTried';

const words = text.likelihood.against;

export interface AgainstYProps {
  readonly study: LikelihoodStudy;
  /** Ends of the axis of the parameter on show. */
  readonly range: readonly [number, number];
  readonly tried: Tried;
  /** The values tried, in words: `p = 0.255`. */
  readonly at: string;
}

export function AgainstY({ study, range, tried, at }: AgainstYProps) {
  const { state } = usePane();
  const { resultRequest: request } = state.likelihood;
  const { parameters } = study.maximum;
  const [low, high] = range;
  const best = useMemo(() => Float64Array.from(parameters, ({ estimate }) => estimate), [parameters]);
  const model = useMemo(
    () => request && dataModel(request.density, request.columns, best, [low, high]),
    [request, best, low, high],
  );
  const atBest = useMemo(() => model?.densities(best) ?? null, [model, best]);
  const par = tried.place?.par;
  const now = useMemo(() => (model && par?.length ? model.densities(par) : null), [model, par]);
  const label = model?.trials == null ? words.y : words.successes(model.trials);
  const draw = useCallback(
    (width: number) => drawAgainst({ model: model!, now: now!, best: atBest!, label }, width),
    [model, now, atBest, label],
  );
  if (!model || !now) return null;
  const [one] = model.observed;
  const observed = model.observations === 1 ? words.observed(count(one.y)) : words.data;
  const legend: LegendItem[] = [
    { kind: model.isWhole ? 'bar' : 'varyLine', label: at },
    { kind: model.isWhole ? 'fixedLine' : 'fixedDash', label: words.best },
    { kind: model.observations === 1 ? 'dot' : model.isWhole ? 'ring' : 'point', label: observed },
  ];
  return (
    <div className="cm-pad cm-line cm-lagainst">
      <h2>{model.isWhole ? words.probabilities : words.densities}</h2>
      <PlotFigure
        label={model.isWhole ? words.probabilities : words.densities}
        description={words.describe(at, observed)}
        draw={draw}
        legend={legend}
      />
    </div>
  );
}
