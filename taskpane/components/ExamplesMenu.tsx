/** Example data, each on a new sheet with its analysis. */

import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { MENU_EXAMPLES } from '../examples';
import { usePane } from '../paneContext';

/** @param children what opens the menu: a button, or an entry of another menu */
export function ExamplesMenu({ children }: { readonly children: ReactElement }) {
  const { controller } = usePane();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>{children}</MenuTrigger>
      <MenuPopover className="cm-popover cm-examples">
        <MenuList>
          {MENU_EXAMPLES.map(({ id, title, description }) => (
            <MenuItem key={id} subText={description} onClick={() => void controller.insertExample(id)}>
              {title}
            </MenuItem>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  );
}
