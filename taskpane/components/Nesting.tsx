/** The question whether equal labels in different groups mean the same thing. */

import { useMemo } from 'react';
import { usePane } from '../paneContext';
import { nestingQuestion } from '../state/nesting';
import { termName, text } from '../text';
import { Segment } from './Segment';

/** What the labels cannot say: whether equal labels in different groups mean the same thing. */
export function Nesting({ at }: { readonly at: number }) {
  const { state, dispatch } = usePane();
  const { form, data } = state;
  const question = useMemo(
    () => nestingQuestion(state, at),
    // What the question depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [form, data?.summary, at],
  );
  if (!question) return null;
  const { inner, outer, isNested, crossed, nested } = question;
  const [i, o] = [termName(inner), termName(outer)];
  return (
    <div className="cm-pad cm-line cm-nesting">
      <p>{text.varies.nesting(i, o)}</p>
      <Segment
        label={text.varies.nesting(i, o)}
        value={isNested ? 'nested' : 'crossed'}
        choices={[
          { value: 'crossed', label: text.varies.crossed },
          { value: 'nested', label: text.varies.nested },
        ]}
        onChange={(choice) =>
          dispatch({ type: 'form/regroup', card: at, group: choice === 'nested' ? nested : crossed })
        }
      />
      <p className="cm-meta">{isNested ? text.varies.nestedWhy(i, o) : text.varies.crossedWhy(i, o)}</p>
    </div>
  );
}
