/** How a grouping factor stands to another: three models in the labels of the data, and what the data say to each. */

import { Radio, RadioGroup } from '@fluentui/react-components';
import { useMemo } from 'react';
import { usePane } from '../paneContext';
import type { Layout } from '../state/layouts';
import { nestedAlready, nestingQuestion, type NestingQuestion } from '../state/nesting';
import { termName, text } from '../text';

export function Nesting({ at }: { readonly at: number }) {
  const { state } = usePane();
  const { form, data } = state;
  const [question, outer] = useMemo(
    () => [nestingQuestion(state, at), nestedAlready(state, at)] as const,
    // What the question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [form, data?.summary, at],
  );
  if (question) return <Question question={question} at={at} />;
  if (outer === null) return null;
  const inner = termName(form.varies[at].group.text);
  return (
    <div className="cm-pad cm-line cm-meta">
      <p>{text.builder.nestedAlready(inner, outer)}</p>
    </div>
  );
}

interface QuestionProps {
  readonly question: NestingQuestion;
  readonly at: number;
}

function Question({ question, at }: QuestionProps) {
  const { dispatch } = usePane();
  const { factors, chosen, choices } = question;
  return (
    <div className="cm-pad cm-line cm-layouts">
      <p>{text.builder.layoutQuestion(factors)}</p>
      <RadioGroup
        aria-label={text.builder.layoutQuestion(factors)}
        value={chosen}
        onChange={(_, { value }) =>
          dispatch({ type: 'form/layout', card: at, factors, layout: value as Layout })
        }
      >
        {choices.map(({ layout, formula }) => (
          <Radio
            key={layout}
            value={layout}
            disabled={layout !== chosen && !isPossible(question, layout)}
            label={
              <>
                {text.builder.layout(layout, factors, question.levels.example)}
                <span className="cm-meta">
                  <code>{formula}</code> {factOf(question, layout)}
                </span>
              </>
            }
          />
        ))}
      </RadioGroup>
    </div>
  );
}

/** Groups of one row each cannot be told from the residual. */
function isPossible({ units }: NestingQuestion, layout: Layout): boolean {
  return layout === 'crossed' || units.largest > 1;
}

function factOf({ units, levels, factors }: NestingQuestion, layout: Layout): string {
  return layout === 'crossed' ? text.builder.levels(levels, factors) : text.builder.units(units);
}
