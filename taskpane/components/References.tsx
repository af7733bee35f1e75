/** The levels that the others of a factor are compared with: to be seen, and to be changed. */

import { Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { CheckIcon, ChipChevronIcon } from '../icons';
import { usePane } from '../paneContext';
import type { FormTerm } from '../state/form';
import { referencesOf, transformed, type TermMenu } from '../state/termChanges';
import { brief } from '../words';
import { text } from '../text';
import { NoIcon } from './SubMenu';

export function References() {
  const { state } = usePane();
  const references = referencesOf(state.form, state.data!.summary!.columns, state.options.contrasts);
  if (references.length === 0) return null;
  return (
    <p className="cm-hint cm-references">
      <span>{text.builder.reference}</span>
      {references.map(({ term, menu, level }) => (
        <Menu key={menu.column.name}>
          <MenuTrigger disableButtonEnhancement>
            <button
              type="button"
              className="cm-link"
              aria-label={text.builder.referenceOf(menu.column.name, level)}
            >
              {brief(menu.column.name)} <b>{brief(level)}</b>
              <ChipChevronIcon aria-hidden="true" />
            </button>
          </MenuTrigger>
          <MenuPopover className="cm-popover">
            <MenuList>
              <LevelItems term={term} menu={menu} />
            </MenuList>
          </MenuPopover>
        </Menu>
      ))}
    </p>
  );
}

interface LevelItemsProps {
  readonly term: FormTerm;
  readonly menu: TermMenu;
}

/** The levels of a factor, with a tick at the reference. */
export function LevelItems({ term, menu: { column, levels, reference } }: LevelItemsProps) {
  const { dispatch } = usePane();
  return levels.map((level, i) => (
    <MenuItem
      key={level}
      icon={level === reference ? <CheckIcon /> : <NoIcon />}
      secondaryContent={i === 0 ? text.fixed.first : undefined}
      onClick={() => {
        const how = i === 0 ? 'none' : { reference: level };
        dispatch({ type: 'form/changeFixed', from: term, to: transformed(column.name, how) });
      }}
    >
      {level}
    </MenuItem>
  ));
}
