/** Undo, redo, and the models so far, each a click away. */

import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import { CheckIcon, HistoryIcon, RedoIcon, UndoIcon } from '../icons';
import { usePane } from '../paneContext';
import { addressText } from '../state/address';
import { historyOf, modelList, redoPlace, undoPlace } from '../state/history';
import { text } from '../text';
import { NoIcon } from './SubMenu';

export function ModelSteps() {
  const { state, dispatch } = usePane();
  const history = historyOf(state);
  return (
    <div className="cm-steps" role="group" aria-label={text.builder.edits}>
      <Button
        size="small"
        appearance="subtle"
        icon={<UndoIcon />}
        aria-label={text.builder.undoKeys}
        title={text.builder.undoKeys}
        disabledFocusable={undoPlace(state) === null}
        onClick={() => dispatch({ type: 'history/undo' })}
      />
      <Button
        size="small"
        appearance="subtle"
        icon={<RedoIcon />}
        aria-label={text.builder.redoKeys}
        title={text.builder.redoKeys}
        disabledFocusable={redoPlace(state) === null}
        onClick={() => dispatch({ type: 'history/redo' })}
      />
      <Menu>
        <MenuTrigger disableButtonEnhancement>
          <Button
            size="small"
            appearance="subtle"
            icon={<HistoryIcon />}
            aria-label={text.builder.history}
            title={text.builder.history}
            disabledFocusable={history === null}
          />
        </MenuTrigger>
        <MenuPopover className="cm-popover">
          <Models />
        </MenuPopover>
      </Menu>
    </div>
  );
}

/** Newest first. */
function Models() {
  const { state, dispatch } = usePane();
  const history = historyOf(state);
  if (!history) return null;
  return (
    <MenuList aria-label={text.builder.historyOf(addressText(history.range))}>
      {modelList(history).map(({ at, formula, isShown, hasOtherOptions }) => (
        <MenuItem
          key={at}
          icon={isShown ? <CheckIcon /> : <NoIcon />}
          secondaryContent={hasOtherOptions ? text.builder.otherOptions : undefined}
          onClick={() => dispatch({ type: 'history/go', at })}
        >
          <code>{formula}</code>
        </MenuItem>
      ))}
    </MenuList>
  );
}
