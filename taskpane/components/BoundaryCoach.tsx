/** A fit on the boundary: what collapsed, why that is an answer, and the simpler models. */

import { Button } from '@fluentui/react-components';
import { useState } from 'react';
import type { Comparison as Compared, FitResult } from '../../src/index';
import { AdviceIcon } from '../icons';
import { usePane } from '../paneContext';
import { collapses, simplerModels } from '../state/advice';
import { isSameModel } from '../state/selectors';
import { text } from '../text';
import { Comparison } from './Comparison';
import { useCoefficientLabels } from './useCoefficientLabels';

export function BoundaryCoach({ result }: { readonly result: FitResult }) {
  const { state, dispatch, controller } = usePane();
  const [comparison, setComparison] = useState<Compared | string | null>(null);
  const [showChecks, setShowChecks] = useState(false);
  const found = collapses(result);
  const labelsOf = useCoefficientLabels(result);
  const titles = found.map((collapse) =>
    text.coach.title(collapse, labelsOf(columnsOf(collapse.group, result))),
  );
  const isShown = state.formula.rich === null && isSameModel(state) && state.keptKey !== state.fit.resultKey;
  const simpler = isShown ? simplerModels(state.form, result) : [];
  const compare = async () => {
    // From the smallest to the model itself, so that each is tested against the one above.
    const formulas = [...simpler.map(({ formula }) => formula).reverse(), result.formula];
    try {
      setComparison(await controller.compare(formulas));
    } catch (error) {
      setComparison((error as Error).message);
    }
  };
  return (
    <section className="cm-card cm-coach" aria-label={text.results.outcomes.boundary}>
      <div className="cm-pad">
        {titles.map((title) => (
          <h2 key={title}>{title}</h2>
        ))}
        <p>{text.coach.why(found[0])}</p>
        {showChecks && (
          <ul className="cm-coach-checks">
            {result.certificate?.checks.map(({ text: sentence }) => (
              <li key={sentence}>{sentence}</li>
            ))}
          </ul>
        )}
      </div>
      {simpler.length > 0 && (
        <div className="cm-suggestions">
          <p className="cm-meta cm-row">
            <AdviceIcon aria-hidden="true" />
            {text.coach.simpler(simpler.length)}
          </p>
          {simpler.map(({ formula, change }) => (
            <div key={formula} className="cm-suggestion">
              <span>
                <code>{formula}</code>
                <em>{text.coach.change(change)}</em>
              </span>
              <Button
                className="cm-small"
                size="small"
                aria-label={text.coach.useLabel(formula)}
                onClick={() => dispatch({ type: 'formula/text', text: formula })}
              >
                {text.coach.use}
              </Button>
            </div>
          ))}
        </div>
      )}
      {comparison && (
        <div className="cm-pad cm-line">
          {typeof comparison === 'string' ? (
            <p role="alert">{comparison}</p>
          ) : (
            <Comparison comparison={comparison} />
          )}
        </div>
      )}
      <div className="cm-line cm-keep">
        {simpler.length > 0 && (
          <Button className="cm-small" size="small" onClick={() => void compare()}>
            {text.coach.compare}
          </Button>
        )}
        {simpler.length > 0 && (
          <Button
            className="cm-small"
            size="small"
            appearance="subtle"
            onClick={() => dispatch({ type: 'fit/keep' })}
          >
            {text.coach.keep}
          </Button>
        )}
        <Button
          className="cm-small"
          size="small"
          appearance="subtle"
          aria-expanded={showChecks}
          onClick={() => setShowChecks(!showChecks)}
        >
          {text.coach.reasons}
        </Button>
      </div>
    </section>
  );
}

function columnsOf(group: string, { varianceComponents }: FitResult): readonly string[] {
  return varianceComponents.find((one) => one.group === group)?.terms ?? [];
}
