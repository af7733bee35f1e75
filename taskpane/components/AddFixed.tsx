/** The menu of what can still become a fixed effect: columns, and products of them. */

import {
  Button,
  Menu,
  MenuDivider,
  MenuGroup,
  MenuGroupHeader,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
} from '@fluentui/react-components';
import { AddIcon, GroupIcon, InteractionIcon, NumberIcon } from '../icons';
import { usePane } from '../paneContext';
import { typedTerm, typeOf } from '../state/columnTypes';
import type { FormTerm } from '../state/form';
import { interactionsOf, partnersOf, type Interactions } from '../state/interactions';
import { fixedChoices } from '../state/varies';
import { termName, text } from '../text';
import { SubMenu } from './SubMenu';

export function AddFixed() {
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
        <Choices />
      </MenuPopover>
    </Menu>
  );
}

function Choices() {
  const { state, dispatch } = usePane();
  const { columns } = state.data!.summary!;
  const choices = fixedChoices(state.form, columns);
  const interactions = interactionsOf(state.form, columns);
  return (
    <MenuList>
      {choices.map((choice) => (
        <MenuItem
          key={choice.name}
          icon={typeOf(choice) === 'group' ? <GroupIcon /> : <NumberIcon />}
          onClick={() => dispatch({ type: 'form/addFixed', term: typedTerm(choice) })}
        >
          {choice.name}
        </MenuItem>
      ))}
      {choices.length === 0 && interactions.first.length === 0 && (
        <MenuItem disabled>{text.fixed.none}</MenuItem>
      )}
      {interactions.first.length > 0 && choices.length > 0 && <MenuDivider />}
      {interactions.first.length > 0 && <InteractionItems interactions={interactions} />}
    </MenuList>
  );
}

function InteractionItems({ interactions }: { readonly interactions: Interactions }) {
  const { first, hasMore, terms } = interactions;
  return (
    <MenuGroup>
      <MenuGroupHeader>{text.builder.interactions}</MenuGroupHeader>
      {first.map(([a, b]) => (
        <ProductItem key={`${a.text}:${b.text}`} term={a} other={b} />
      ))}
      {hasMore && (
        <SubMenu icon={<InteractionIcon />} label={text.builder.moreInteractions}>
          {terms.map((term) => (
            <SubMenu key={term.text} icon={<InteractionIcon />} label={termName(term.text)}>
              <Partners term={term} terms={terms} />
            </SubMenu>
          ))}
        </SubMenu>
      )}
    </MenuGroup>
  );
}

interface PartnersProps {
  readonly term: FormTerm;
  readonly terms: readonly FormTerm[];
}

function Partners({ term, terms }: PartnersProps) {
  const { form } = usePane().state;
  return partnersOf(form, term, terms).map((other) => (
    <ProductItem key={other.text} term={term} other={other} />
  ));
}

interface ProductItemProps {
  readonly term: FormTerm;
  readonly other: FormTerm;
}

function ProductItem({ term, other }: ProductItemProps) {
  const { dispatch } = usePane();
  return (
    <MenuItem icon={<InteractionIcon />} onClick={() => dispatch({ type: 'form/interact', term, other })}>
      {`${termName(term.text)} × ${termName(other.text)}`}
    </MenuItem>
  );
}
