/** The fixed effects as chips, each with a menu, and one to add more. */

import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { useRef, type KeyboardEvent } from 'react';
import {
  AddIcon,
  CheckIcon,
  ChipChevronIcon,
  DismissIcon,
  GroupIcon,
  InteractionIcon,
  NumberIcon,
  RemoveIcon,
  TransformIcon,
  WarningIcon,
} from '../icons';
import { usePane } from '../paneContext';
import type { FormTerm } from '../state/form';
import { columnNamed } from '../state/selectors';
import {
  interactionChoices,
  squared,
  termMenu,
  transformed,
  type Transformation,
} from '../state/termChanges';
import { termName, text } from '../text';
import { AddFixed } from './AddFixed';
import { Note } from './Note';
import { LevelItems, References } from './References';
import { Section } from './Section';
import { NoIcon, SubMenu } from './SubMenu';

export function FixedEffects() {
  const { state, dispatch } = usePane();
  const list = useRef<HTMLUListElement>(null);
  const remove = (term: FormTerm, at: number) => {
    dispatch({ type: 'form/removeFixed', text: term.text });
    // The focus goes to the chip that takes the place, or to Add.
    requestAnimationFrame(() => {
      const buttons = list.current?.querySelectorAll<HTMLElement>('button') ?? [];
      buttons[Math.min(at, buttons.length - 1)]?.focus();
    });
  };
  return (
    <Section title={text.fixed.title}>
      <ul className="cm-chips" aria-label={text.fixed.list} ref={list}>
        {state.form.fixed.map((term, i) => (
          // By place: a term that is changed stays, and with it the focus on it.
          <li key={i}>
            <Chip term={term} onRemove={() => remove(term, i)} />
          </li>
        ))}
        <li>
          <AddFixed />
        </li>
      </ul>
      {state.form.fixed.length === 0 && state.form.outcome !== null && (
        <p className="cm-hint">{text.fixed.empty(state.form.outcome)}</p>
      )}
      <References />
      <Note place="fixed" />
    </Section>
  );
}

interface ChipProps {
  readonly term: FormTerm;
  readonly onRemove: () => void;
}

function Chip({ term, onRemove }: ChipProps) {
  const { state } = usePane();
  const columns = term.columns.map((name) => columnNamed(state, name));
  const name = termName(term.text);
  if (columns.includes(undefined))
    return (
      <button
        type="button"
        className="cm-chip cm-chip-lost"
        onClick={onRemove}
        aria-label={text.fixed.lost(name)}
      >
        <WarningIcon aria-hidden="true" />
        <span>{name}</span>
        <DismissIcon aria-hidden="true" />
      </button>
    );
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Delete' || event.key === 'Backspace') onRemove();
  };
  const Icon = columns.every((column) => column?.column?.kind === 'factor') ? GroupIcon : NumberIcon;
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <button
          type="button"
          className="cm-chip cm-chip-fixed"
          aria-label={text.fixed.chip(name)}
          title={name}
          onKeyDown={onKeyDown}
        >
          <Icon aria-hidden="true" />
          <span>{name}</span>
          <ChipChevronIcon aria-hidden="true" />
        </button>
      </MenuTrigger>
      <MenuPopover className="cm-popover">
        <MenuList>
          <TermItems term={term} />
          <MenuItem icon={<RemoveIcon />} secondaryContent={text.fixed.removeKey} onClick={onRemove}>
            {text.fixed.remove}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** What can be made of the term; nothing for a product. */
function TermItems({ term }: { readonly term: FormTerm }) {
  const { state, dispatch } = usePane();
  const menu = termMenu(state.form, term, state.data!.summary!.columns);
  const partners = interactionChoices(state.form, term);
  const change = (how: Transformation) =>
    dispatch({ type: 'form/changeFixed', from: term, to: transformed(menu!.column.name, how) });
  const current = menu?.current ?? null;
  return (
    <>
      {menu && menu.offered.length > 1 && (
        <SubMenu icon={<TransformIcon />} label={text.fixed.transform}>
          {menu.offered.map((how) => (
            <MenuItem
              key={how}
              icon={how === current ? <CheckIcon /> : <NoIcon />}
              onClick={() => change(how)}
            >
              {text.fixed.how[how]}
            </MenuItem>
          ))}
        </SubMenu>
      )}
      {menu?.canSquare && (
        <MenuItem
          icon={<AddIcon />}
          onClick={() => dispatch({ type: 'form/addFixed', term: squared(menu.column.name) })}
        >
          {text.fixed.square(menu.column.name)}
        </MenuItem>
      )}
      {menu && menu.levels.length > 1 && (
        <SubMenu icon={<GroupIcon />} label={text.fixed.reference}>
          <LevelItems term={term} menu={menu} />
        </SubMenu>
      )}
      {partners.length > 0 && (
        <SubMenu icon={<InteractionIcon />} label={text.fixed.interaction}>
          {partners.map((other) => (
            <MenuItem key={other.text} onClick={() => dispatch({ type: 'form/interact', term, other })}>
              {termName(other.text)}
            </MenuItem>
          ))}
        </SubMenu>
      )}
    </>
  );
}
