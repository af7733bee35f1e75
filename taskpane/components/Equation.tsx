/** The model as an equation in MathML, which screen readers can read; it breaks only between its summands. */

import { createElement, Fragment, useMemo, type ReactNode } from 'react';
import { usePane } from '../paneContext';
import { equationOf, type Piece, type Role, type Token } from '../state/equation';
import { readFormula } from '../state/formula';
import { columnNamed } from '../state/selectors';
import { columnNames } from '../state/reducer';
import { text } from '../text';

export function Equation() {
  const { state } = usePane();
  const { lastValid, data } = state;
  const equation = useMemo(() => {
    const { terms } = readFormula(lastValid, columnNames(state));
    return terms && equationOf(terms, (name) => columnNamed(state, name)?.column?.kind === 'factor');
    // What the equation depends on.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [lastValid, data?.summary]);
  if (!equation) return null;
  return (
    <div className="cm-equation">
      {equation.lines.map((pieces, i) => (
        <p key={i} className={i === 0 ? 'cm-eq-mean' : 'cm-eq-dist'}>
          {pieces.map((piece, j) => (
            <MathPiece key={j} piece={piece} />
          ))}
        </p>
      ))}
      <ul className="cm-legend" aria-label={text.equation.legend}>
        <li className="cm-eq-fixed">{text.equation.fixed}</li>
        {equation.groups.map(({ letter, name }) => (
          <li key={name} className="cm-eq-varies">
            {text.equation.varies(name, letter)}
          </li>
        ))}
        <li className="cm-eq-noise">{text.equation.residual}</li>
      </ul>
    </div>
  );
}

function MathPiece({ piece }: { readonly piece: Piece }) {
  return mathml('math', null, ...piece.map((token, i) => <Fragment key={i}>{element(token)}</Fragment>));
}

const ROLE: Readonly<Record<Role, string>> = {
  fixed: 'cm-eq-fixed',
  varies: 'cm-eq-varies',
  noise: 'cm-eq-noise',
  plain: 'cm-eq-plain',
};

function element(token: Token): ReactNode {
  if (token.kind === 'operator')
    return /^\d$/.test(token.text) ? mathml('mn', null, token.text) : operator(token.text);
  const base =
    token.kind === 'symbol' ? mathml('mi', null, token.base) : mathml('mtext', null, shortened(token.text));
  const className = ROLE[token.role];
  const sub = token.sub.length === 0 ? null : mathml('mrow', null, ...token.sub.map(indexPart));
  const sup = token.kind === 'symbol' && token.sup !== undefined ? mathml('mn', null, token.sup) : null;
  if (sub && sup) return mathml('msubsup', { className }, base, sub, sup);
  if (sub) return mathml('msub', { className }, base, sub);
  if (sup) return mathml('msup', { className }, base, sup);
  return mathml('mrow', { className }, base);
}

/** Operators stand between things, also where a line begins with them. Brackets are as high as letters. */
function operator(sign: string): ReactNode {
  if (/^[()]$/.test(sign)) return mathml('mo', { stretchy: 'false' }, sign);
  return mathml('mo', /^[+=∼]$/.test(sign) ? { form: 'infix' } : null, sign);
}

function indexPart(part: string, i: number): ReactNode {
  const tag = /^\d+$/.test(part) ? 'mn' : part === ',' ? 'mo' : part.length === 1 ? 'mi' : 'mtext';
  return <Fragment key={i}>{mathml(tag, null, shortened(part, LONGEST_INDEX))}</Fragment>;
}

/** Longest name in an equation, in characters; the whole of it stands in the formula. */
const LONGEST = 16;
const LONGEST_INDEX = 12;

function shortened(name: string, longest = LONGEST): string {
  const characters = Array.from(name);
  return characters.length <= longest ? name : `${characters.slice(0, longest - 1).join('')}…`;
}

/** React knows MathML's namespace; its types for JSX do not. */
function mathml(
  tag: string,
  properties: { className?: string; form?: string; stretchy?: 'false' } | null,
  ...children: ReactNode[]
): ReactNode {
  return createElement(tag, properties as { className?: string } | null, ...children);
}
