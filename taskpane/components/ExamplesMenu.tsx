/** Example data, each on a new sheet with its analysis, and the lessons. */

import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { MENU_EXAMPLES } from '../examples';
import { LESSONS } from '../lessons/index';
import { usePane } from '../paneContext';
import { text } from '../text';

/** @param children what opens the menu: a button, or an entry of another menu */
export function ExamplesMenu({ children }: { readonly children: ReactElement }) {
  const { controller } = usePane();
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>{children}</MenuTrigger>
      <MenuPopover className="cm-popover cm-examples">
        <MenuList>
          <Menu>
            <MenuTrigger disableButtonEnhancement>
              <MenuItem>{text.examples.lessons}</MenuItem>
            </MenuTrigger>
            <MenuPopover className="cm-popover cm-examples">
              <MenuList>
                {LESSONS.map(({ title, changes }, i) => (
                  <MenuItem
                    key={title}
                    subText={text.examples.changes(changes)}
                    onClick={() => void controller.insertLesson(i + 1)}
                  >
                    {text.examples.lesson(i + 1, title)}
                  </MenuItem>
                ))}
              </MenuList>
            </MenuPopover>
          </Menu>
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
