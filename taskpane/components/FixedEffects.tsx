/** The fixed effects as chips, each with a menu, and one to add more. */

import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { useRef, type KeyboardEvent } from 'react';
import {
  AddIcon,
  ChipChevronIcon,
  DismissIcon,
  GroupIcon,
  NumberIcon,
  RemoveIcon,
  WarningIcon,
} from '../icons';
import { usePane } from '../paneContext';
import { columnTerm, type FormTerm } from '../state/form';
import { columnNamed } from '../state/selectors';
import { fixedChoices } from '../state/varies';
import { termName, text } from '../text';
import { Section } from './Section';

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
          <li key={term.text}>
            <Chip term={term} onRemove={() => remove(term, i)} />
          </li>
        ))}
        <li>
          <AddFixed />
        </li>
      </ul>
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
          <MenuItem icon={<RemoveIcon />} secondaryContent={text.fixed.removeKey} onClick={onRemove}>
            {text.fixed.remove}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

function AddFixed() {
  const { state, dispatch } = usePane();
  const choices = fixedChoices(state.form, state.data!.summary!.columns);
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <Button
          className="cm-addchip"
          size="small"
          appearance="subtle"
          icon={<AddIcon />}
          aria-label={text.fixed.addLabel}
        >
          {text.fixed.add}
        </Button>
      </MenuTrigger>
      <MenuPopover className="cm-popover">
        <MenuList>
          {choices.map(({ name, column }) => (
            <MenuItem
              key={name}
              icon={column!.kind === 'factor' ? <GroupIcon /> : <NumberIcon />}
              onClick={() => dispatch({ type: 'form/addFixed', term: columnTerm(name) })}
            >
              {name}
            </MenuItem>
          ))}
          {choices.length === 0 && <MenuItem disabled>{text.fixed.none}</MenuItem>}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
