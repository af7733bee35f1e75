/** What differs from group to group: a card per grouping factor. */

import { Checkbox, Switch } from '@fluentui/react-components';
import { useId, useMemo, useRef, type RefObject } from 'react';
import { AddIcon, GroupIcon } from '../icons';
import { usePane } from '../paneContext';
import { effectCount, type VariesBy as Card } from '../state/form';
import { covarianceParameters, groupsOf, slopeChoices, type SlopeChoice } from '../state/varies';
import { termName, text } from '../text';
import { CardMenu, GroupMenu } from './GroupMenu';
import { GroupHints } from './GroupHints';
import { Nesting } from './Nesting';
import { Note } from './Note';
import { Section } from './Section';

export function VariesBy() {
  const { state } = usePane();
  const { varies } = state.form;
  const add = useRef<HTMLButtonElement>(null);
  return (
    <Section title={text.varies.title} aside={text.varies.aside}>
      {varies.map((card, i) => (
        // By place: a card whose grouping changes stays, and with it the focus in it.
        <VariesCard key={i} card={card} at={i} onRemoved={() => focusSoon(add)} />
      ))}
      {varies.length === 0 && <p className="cm-hint">{text.varies.empty}</p>}
      <GroupMenu card={varies.length}>
        <button type="button" className="cm-addrow" ref={add}>
          <AddIcon aria-hidden="true" />
          {text.varies.add}
        </button>
      </GroupMenu>
      <Note place="varies" />
    </Section>
  );
}

/** Once the menu, which would give the focus back to what is gone, has closed. */
function focusSoon(button: RefObject<HTMLButtonElement | null>): void {
  requestAnimationFrame(() => requestAnimationFrame(() => button.current?.focus()));
}

interface CardProps {
  readonly card: Card;
  readonly at: number;
}

interface VariesCardProps extends CardProps {
  readonly onRemoved: () => void;
}

function VariesCard({ card, at, onRemoved }: VariesCardProps) {
  const { state, dispatch } = usePane();
  const { columns } = state.data!.summary!;
  const group = termName(card.group.text);
  const size = useMemo(() => groupsOf(card, columns), [card, columns]);
  const slopes = useMemo(() => slopeChoices(state.form, card, columns), [state.form, card, columns]);
  return (
    <div className="cm-card cm-vary" role="group" aria-label={group}>
      <div className="cm-pad cm-row cm-vary-head">
        <GroupIcon className="cm-varies" aria-hidden="true" />
        <div className="cm-vary-name">
          <b>{group}</b>
          {size && <span className="cm-meta">{text.varies.size(size)}</span>}
        </div>
        <CardMenu group={group} at={at} onRemoved={onRemoved} />
      </div>
      <Nesting at={at} />
      <GroupHints card={card} at={at} />
      <div className="cm-pad cm-ticks">
        <div className="cm-tick">
          <Checkbox
            label={text.varies.intercept}
            checked={card.intercept}
            onChange={(_, { checked }) =>
              dispatch({ type: 'form/varyIntercept', card: at, on: checked === true })
            }
          />
          <em>{text.varies.ownLevel}</em>
        </div>
        {slopes.map((slope) => (
          <SlopeTick key={slope.term.text} slope={slope} at={at} group={group} />
        ))}
      </div>
      <Covariances card={card} at={at} groups={size?.groups ?? 0} />
    </div>
  );
}

const OWN: Readonly<Record<SlopeChoice['kind'], string>> = {
  slope: text.varies.ownSlope,
  effect: text.varies.ownEffect,
  levels: text.varies.ownLevels,
};

interface SlopeTickProps {
  readonly slope: SlopeChoice;
  readonly at: number;
  readonly group: string;
}

function SlopeTick({ slope, at, group }: SlopeTickProps) {
  const { dispatch } = usePane();
  const reason = useId();
  const { term, on, isFixed, varies, kind } = slope;
  const name = termName(term.text);
  return (
    <>
      <div className="cm-tick">
        <Checkbox
          label={name}
          checked={on}
          disabled={!varies && !on}
          aria-describedby={varies && isFixed ? undefined : reason}
          onChange={(_, { checked }) =>
            dispatch({ type: 'form/varySlope', card: at, term, on: checked === true })
          }
        />
        <em>{OWN[kind]}</em>
      </div>
      {!varies && (
        <p className="cm-why" id={reason}>
          {text.varies.constant(name, group)}
        </p>
      )}
      {varies && !isFixed && (
        <p className="cm-why" id={reason}>
          {text.varies.notFixed(name)}{' '}
          <button type="button" className="cm-link" onClick={() => dispatch({ type: 'form/addFixed', term })}>
            {text.varies.addIt}
          </button>
        </p>
      )}
    </>
  );
}

/** Groups per covariance parameter below which a card says that there are few. */
const FEWEST_GROUPS = 2;

interface CovariancesProps extends CardProps {
  readonly groups: number;
}

function Covariances({ card, at, groups }: CovariancesProps) {
  const { state, dispatch } = usePane();
  const { columns } = state.data!.summary!;
  const effects = effectCount(card);
  const parameters = covarianceParameters(card, columns);
  const isCostly = effects > 1 && parameters !== null && groups < FEWEST_GROUPS * parameters;
  return (
    <div className="cm-pad cm-line cm-cov">
      {effects > 1 && (
        <Switch
          size="small"
          labelPosition="before"
          label={text.varies.correlated}
          checked={card.correlated}
          onChange={(_, { checked }) => dispatch({ type: 'form/correlated', card: at, on: checked })}
        />
      )}
      <p className="cm-cost">
        {effects > 0 && <Triangle correlated={card.correlated && effects > 1} />}
        <span>
          {effects === 0 ? text.varies.nothing : parameters !== null && text.varies.cost(parameters, groups)}
          {isCostly && <span className="cm-warn"> {text.varies.costly}</span>}
        </span>
      </p>
    </div>
  );
}

/** The lower triangle of a covariance matrix, with or without what stands off its diagonal. */
function Triangle({ correlated }: { readonly correlated: boolean }) {
  return (
    <svg className="cm-triangle" width="16" height="16" viewBox="0 0 16 16" aria-hidden="true">
      <rect x="1" y="1" width="6" height="6" rx="1" />
      {correlated && <rect x="1" y="9" width="6" height="6" rx="1" />}
      <rect x="9" y="9" width="6" height="6" rx="1" />
    </svg>
  );
}
