/** Undo, redo, and the models so far, each a click away. */

import { Button, Menu, MenuItem, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { CheckIcon, HistoryIcon, RedoIcon, UndoIcon } from '../icons';
import { usePane } from '../paneContext';
import { addressText } from '../state/address';
import { historyOf, modelList, redoPlace, undoPlace } from '../state/history';
import { text } from '../text';
import { NoIcon } from './SubMenu';

export function ModelSteps() {
  const { state } = usePane();
  const history = historyOf(state);
  return (
    <div className="cm-steps" role="group" aria-label={text.builder.edits}>
      <Step icon={<UndoIcon />} label={text.builder.undoKeys} to={undoPlace(state)} type="history/undo" />
      <Step icon={<RedoIcon />} label={text.builder.redoKeys} to={redoPlace(state)} type="history/redo" />
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

interface StepProps {
  readonly icon: ReactElement;
  readonly label: string;
  /** Where the step leads; null where there is none. */
  readonly to: number | null;
  readonly type: 'history/undo' | 'history/redo';
}

function Step({ icon, label, to, type }: StepProps) {
  const { dispatch } = usePane();
  return (
    <Button
      size="small"
      appearance="subtle"
      icon={icon}
      aria-label={label}
      title={label}
      // Without a step to take it keeps the focus.
      disabledFocusable={to === null}
      onClick={() => dispatch({ type })}
    />
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
