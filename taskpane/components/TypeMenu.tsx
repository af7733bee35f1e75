/** What a column is taken for: said by an icon, changed in its menu. */

import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  type MenuProps,
} from '@fluentui/react-components';
import type { ComponentType } from 'react';
import { DateIcon, GroupIcon, LeftOutIcon, NumberIcon } from '../icons';
import { usePane } from '../paneContext';
import type { ColumnSummary, ColumnType } from '../state/columns';
import { isNumbersAsText, naturalType, offeredTypes } from '../state/columnTypes';
import { text } from '../text';

const ICONS: Readonly<Record<ColumnType, ComponentType>> = {
  number: NumberIcon,
  group: GroupIcon,
  date: DateIcon,
  out: LeftOutIcon,
};

export interface TypeMenuProps {
  readonly column: ColumnSummary;
  /** What it is taken for. */
  readonly type: ColumnType;
  /** What it looks like, where that is another thing than its type. */
  readonly icon: ColumnType;
}

export function TypeMenu({ column, type, icon }: TypeMenuProps) {
  const { dispatch } = usePane();
  const { name } = column;
  const onChange: MenuProps['onCheckedValueChange'] = (_, { checkedItems }) =>
    dispatch({ type: 'data/type', name, to: checkedItems[0] as ColumnType });
  const Icon = ICONS[icon];
  return (
    <Menu checkedValues={{ type: [type] }} onCheckedValueChange={onChange}>
      <MenuTrigger disableButtonEnhancement>
        <Button
          className="cm-type"
          size="small"
          appearance="subtle"
          icon={<Icon />}
          aria-label={text.data.typeOf(name, text.data.types[type])}
          title={text.data.types[type]}
        />
      </MenuTrigger>
      <MenuPopover className="cm-popover">
        <MenuList>
          {offeredTypes(column).map((one) => (
            <MenuItemRadio key={one} name="type" value={one} secondaryContent={hint(column, one)}>
              {text.data.types[one]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** How the formula says what the column is not by itself. */
function hint(column: ColumnSummary, type: ColumnType): string | undefined {
  if (type === 'number' && isNumbersAsText(column)) return text.data.asText;
  if (type === 'date') return text.data.asDays;
  return type === 'group' && naturalType(column) === 'number' ? text.data.asFactor : undefined;
}
