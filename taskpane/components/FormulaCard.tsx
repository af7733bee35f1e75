/** The model as a formula, to read, to copy and to type; under it the same in words. */

import { Button } from '@fluentui/react-components';
import { ErrorIcon } from '../icons';
import { usePane } from '../paneContext';
import type { FormulaProblem } from '../state/formula';
import { statusOf } from '../state/selectors';
import { hasLabels } from '../state/varies';
import { modelSentence, text } from '../text';
import { CodeView } from './CodeView';
import { CopyButton } from './CopyButton';
import { Disclosure } from './Disclosure';
import { Equation } from './Equation';
import { FormulaBox } from './FormulaBox';
import { Section } from './Section';

export function FormulaCard() {
  const { state } = usePane();
  const { formula, form } = state;
  const { problem, rich } = formula;
  const columns = state.data?.summary?.columns ?? [];
  const written =
    rich === null ? modelSentence(form, (term) => hasLabels(term, columns)) : text.formula.rich(rich);
  const sentence = formula.text.trim() === '' ? text.formula.blank : written;
  return (
    <Section
      title={text.formula.title}
      aside={<CopyButton content={formula.text} label={text.formula.copy} />}
    >
      <div className="cm-card cm-formula">
        <div className="cm-pad">
          <FormulaBox />
          {problem && !formula.typing ? (
            <Problem problem={problem} />
          ) : (
            <p className="cm-sentence">{sentence}</p>
          )}
          {statusOf(state) === 'failed' && (
            <div className="cm-fxerror" role="alert">
              <ErrorIcon className="cm-bad" aria-hidden="true" />
              <p>{state.fit.failure?.error.message}</p>
            </div>
          )}
        </div>
        {state.lastValid !== '' && (
          <>
            <Disclosure title={text.equation.title} startsOpen>
              <Equation />
            </Disclosure>
            <Disclosure title={text.code.title}>
              <CodeView />
            </Disclosure>
          </>
        )}
      </div>
    </Section>
  );
}

function Problem({ problem }: { readonly problem: FormulaProblem }) {
  const { dispatch, state } = usePane();
  const { kind, message, suggestion } = problem;
  return (
    <>
      <div className="cm-fxerror" role="alert">
        <ErrorIcon className="cm-bad" aria-hidden="true" />
        <div>
          {kind === 'unknown-column' ? (
            <p>
              <b>{text.formula.noColumn(message)}</b> {suggestion && text.formula.didYouMean(suggestion.name)}
            </p>
          ) : (
            <p>{message}</p>
          )}
          <div className="cm-acts">
            {suggestion && (
              <Button
                className="cm-small"
                size="small"
                onClick={() => dispatch({ type: 'formula/text', text: suggestion.text })}
              >
                {text.formula.use(suggestion.name)}
              </Button>
            )}
            {state.lastValid !== '' && (
              <Button
                className="cm-small"
                size="small"
                appearance="subtle"
                onClick={() => dispatch({ type: 'formula/undo' })}
              >
                {text.formula.undo}
              </Button>
            )}
          </div>
        </div>
      </div>
      <p className="cm-meta cm-foot-note">{text.formula.kept}</p>
    </>
  );
}
