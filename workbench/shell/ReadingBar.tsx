/** Below the grid: how the text in it was read, with a button for each other way to read it. */

import {
  Button,
  Link,
  Menu,
  MenuItem,
  MenuList,
  MenuPopover,
  MenuTrigger,
  Tooltip,
} from '@fluentui/react-components';
import { DismissRegular } from '@fluentui/react-icons';
import type { TextOptions } from '../../src/index';
import type { OpenedText } from './useOpening';

interface ReadingBarProps {
  readonly opened: OpenedText;
  readonly onRead: (file: File, options: TextOptions) => void;
  readonly onClose: () => void;
}

/** Most columns that the menu lists. */
const LISTED = 100;

export function ReadingBar({ opened: { file, options, notes, numbers }, onRead, onClose }: ReadingBarProps) {
  const read = (instead: TextOptions): void => onRead(file, { ...options, ...instead });
  const asText = (column: string): TextOptions => ({ text: [...(options.text ?? []), column] });
  return (
    <div className="wb-reading" role="region" aria-label="How the file was read" aria-live="polite">
      <p className="wb-reading-notes">
        <strong>{file.name}</strong>
        {notes.map(({ sentence, instead }, i) => (
          <span key={sentence} className="wb-reading-note">
            {i === 0 ? sentence[0].toUpperCase() + sentence.slice(1) : sentence}
            {instead && (
              <>
                {' '}
                <Link as="button" onClick={() => read(instead)}>
                  {labelOf(instead)}
                </Link>
              </>
            )}
          </span>
        ))}
      </p>
      {numbers.length > 0 && (
        <Menu>
          <MenuTrigger disableButtonEnhancement>
            <Button size="small" appearance="subtle">
              A column is text
            </Button>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              {numbers.slice(0, LISTED).map((column) => (
                <MenuItem key={column} onClick={() => read(asText(column))}>
                  Column {column} is text
                </MenuItem>
              ))}
            </MenuList>
          </MenuPopover>
        </Menu>
      )}
      {Object.keys(options).length > 0 && (
        <Button size="small" appearance="subtle" onClick={() => onRead(file, {})}>
          As at first
        </Button>
      )}
      <Tooltip content="Close" relationship="label">
        <Button size="small" appearance="subtle" icon={<DismissRegular />} onClick={onClose} />
      </Tooltip>
    </div>
  );
}

/** What a click says of the file. */
function labelOf(instead: TextOptions): string {
  if (instead.headers === 0) return 'Row 1 is data';
  if (instead.headers === 1) return 'Row 1 alone holds names';
  if (instead.skip !== undefined) return 'It is no title';
  if (instead.units !== undefined) return 'The row is data';
  if (instead.rowNames !== undefined) return 'These are no names of rows';
  if (instead.separator !== undefined) return 'Commas separate';
  if (instead.decimal !== undefined) return `The ${instead.decimal === ',' ? 'comma' : 'point'} is decimal`;
  if (instead.locale !== undefined) return `The ${instead.locale === 'en-US' ? 'month' : 'day'} is first`;
  if (instead.text !== undefined) return `Column ${instead.text[instead.text.length - 1]} is text`;
  return 'Keep the words';
}
