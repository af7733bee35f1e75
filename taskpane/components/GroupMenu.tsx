/** Menus of grouping factors: to add one, and what can be done with one. */

import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { GroupIcon, MoreIcon, RemoveIcon } from '../icons';
import { usePane } from '../paneContext';
import { columnTerm, type FormTerm, type ModelForm } from '../state/form';
import { combinationChoices } from '../state/nesting';
import { groupChoices } from '../state/varies';
import { termName, text } from '../text';

/** Whether rows are grouped by this already. */
function isTaken({ varies }: ModelForm, { text: wanted }: FormTerm): boolean {
  return varies.some(({ group }) => group.text === wanted);
}

interface GroupMenuProps {
  readonly card: number;
  readonly children: ReactElement;
}

/** A menu of the columns that can group rows. */
export function GroupMenu({ card, children }: GroupMenuProps) {
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
  const columns = groupChoices(state.form, state.data!.summary!.columns).map((column) => ({
    group: columnTerm(column.name),
    groups: column.looksLikeGroups ? column.distinct : null,
  }));
  const choices = [...columns, ...combinationChoices(state)];
  return (
    <MenuList aria-label={text.varies.choose}>
      {choices.map(({ group, groups }) => (
        <MenuItem
          key={group.text}
          icon={<GroupIcon />}
          disabled={isTaken(state.form, group)}
          secondaryContent={groups === null ? undefined : text.data.groups(groups)}
          onClick={() => dispatch({ type: 'form/group', card, group })}
        >
          {termName(group.text)}
        </MenuItem>
      ))}
      {choices.every(({ group }) => isTaken(state.form, group)) && (
        <MenuItem disabled>{text.varies.none}</MenuItem>
      )}
    </MenuList>
  );
}

interface CardMenuProps {
  readonly group: string;
  readonly at: number;
  readonly onRemoved: () => void;
}

/** What can be done with a card. */
export function CardMenu({ group, at, onRemoved }: CardMenuProps) {
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
          <MenuItem
            icon={<RemoveIcon />}
            onClick={() => {
              dispatch({ type: 'form/removeGroup', card: at });
              onRemoved();
            }}
          >
            {text.varies.remove}
          </MenuItem>
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
