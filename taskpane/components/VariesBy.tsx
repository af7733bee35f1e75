/** What differs from group to group: a card per grouping factor. */

import {
  Button,
  Checkbox,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Switch,
} from '@fluentui/react-components';
import { useId, useMemo, type ReactElement } from 'react';
import { AddIcon, GroupIcon, MoreIcon, RemoveIcon } from '../icons';
import { usePane } from '../paneContext';
import { columnTerm, effectCount, hasTerm, type ModelForm, type VariesBy as Card } from '../state/form';
import {
  covarianceParameters,
  groupChoices,
  groupsOf,
  slopeChoices,
  type SlopeChoice,
} from '../state/varies';
import { nestingQuestion } from '../state/nesting';
import { termName, text } from '../text';
import { Section } from './Section';
import { Segment } from './Segment';

export function VariesBy() {
  const { state } = usePane();
  const { varies } = state.form;
  const choices = groupChoices(state.form, state.data!.summary!.columns);
  const isFree = choices.some(({ name }) => !isTaken(state.form, name));
  return (
    <Section title={text.varies.title} aside={text.varies.aside}>
      {varies.map((card, i) => (
        <VariesCard key={`${i} ${card.group.text}`} card={card} at={i} />
      ))}
      {isFree && varies.length === 0 && <p className="cm-hint">{text.varies.empty}</p>}
      {isFree && (
        <GroupMenu card={varies.length}>
          <button type="button" className="cm-addrow">
            <AddIcon aria-hidden="true" />
            {text.varies.add}
          </button>
        </GroupMenu>
      )}
    </Section>
  );
}

function isTaken({ varies }: ModelForm, name: string): boolean {
  return hasTerm(
    varies.map(({ group }) => group),
    columnTerm(name).text,
  );
}

interface GroupMenuProps {
  readonly card: number;
  readonly children: ReactElement;
}

/** A menu of the columns that can group rows. */
function GroupMenu({ card, children }: GroupMenuProps) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>{children}</MenuTrigger>
      <MenuPopover className="cm-popover">
        <GroupList card={card} />
      </MenuPopover>
    </Menu>
  );
}

function GroupList({ card }: { readonly card: number }) {
  const { state, dispatch } = usePane();
  const choices = groupChoices(state.form, state.data!.summary!.columns);
  return (
    <MenuList aria-label={text.varies.choose}>
      {choices.map(({ name, distinct, looksLikeGroups }) => (
        <MenuItem
          key={name}
          icon={<GroupIcon />}
          disabled={isTaken(state.form, name)}
          secondaryContent={looksLikeGroups ? text.data.groups(distinct) : undefined}
          onClick={() => dispatch({ type: 'form/group', card, name })}
        >
          {name}
        </MenuItem>
      ))}
    </MenuList>
  );
}

interface CardProps {
  readonly card: Card;
  readonly at: number;
}

function VariesCard({ card, at }: CardProps) {
  const { state, dispatch } = usePane();
  const { columns } = state.data!.summary!;
  const group = termName(card.group.text);
  const size = useMemo(() => groupsOf(card, columns), [card, columns]);
  const slopes = useMemo(() => slopeChoices(state.form, card, columns), [state.form, card, columns]);
  return (
    <div className="cm-card cm-vary" role="group" aria-label={group}>
      <div className="cm-pad cm-row cm-vary-head">
        <GroupIcon className="cm-varies" aria-hidden="true" />
        <b title={group}>{group}</b>
        {size && <span className="cm-meta">{text.varies.size(size)}</span>}
        <CardMenu group={group} at={at} />
      </div>
      <Nesting at={at} />
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

/** What the labels cannot say: whether equal labels in different groups mean the same thing. */
function Nesting({ at }: { readonly at: number }) {
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

function CardMenu({ group, at }: { readonly group: string; readonly at: number }) {
  const { dispatch } = usePane();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button size="small" appearance="subtle" icon={<MoreIcon />} aria-label={text.varies.more(group)} />
      </MenuTrigger>
      <MenuPopover className="cm-popover">
        <MenuList>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <MenuItem icon={<GroupIcon />}>{text.varies.change}</MenuItem>
            </MenuTrigger>
            <MenuPopover className="cm-popover">
              <GroupList card={at} />
            </MenuPopover>
          </Menu>
          <MenuItem icon={<RemoveIcon />} onClick={() => dispatch({ type: 'form/removeGroup', card: at })}>
            {text.varies.remove}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

interface SlopeTickProps {
  readonly slope: SlopeChoice;
  readonly at: number;
  readonly group: string;
}

function SlopeTick({ slope, at, group }: SlopeTickProps) {
  const { dispatch } = usePane();
  const reason = useId();
  const { term, on, isFixed, varies } = slope;
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
        <em>{text.varies.ownSlope}</em>
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
