/** A menu within a menu. */

import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { ReactElement, ReactNode } from 'react';

export interface SubMenuProps {
  readonly icon: ReactElement;
  readonly label: string;
  readonly children: ReactNode;
}

export function SubMenu({ icon, label, children }: SubMenuProps) {
  return (
    <Menu>
      <MenuTrigger disableButtonEnhancement>
        <MenuItem icon={icon}>{label}</MenuItem>
      </MenuTrigger>
      <MenuPopover className="cm-popover">
        <MenuList>{children}</MenuList>
      </MenuPopover>
    </Menu>
  );
}

/** Keeps the place of a tick. */
export function NoIcon() {
  return <span aria-hidden="true" />;
}
