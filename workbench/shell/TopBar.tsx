/** The bar at the top: name, files, theme, pane. */

import {
  Button,
  Menu,
  MenuItemRadio,
  MenuList,
  MenuPopover,
  MenuTrigger,
  ToggleButton,
  Tooltip,
} from '@fluentui/react-components';
import {
  ArrowDownloadRegular,
  DarkThemeRegular,
  DocumentAddRegular,
  FolderOpenRegular,
  PanelRightRegular,
  PrintRegular,
} from '@fluentui/react-icons';
import { useRef } from 'react';
import logo from '../../assets/icon.svg';
import type { ThemeChoice } from '../../taskpane/mount';
import type { Attempts } from './useAttempt';

interface TopBarProps extends Pick<Attempts, 'problem'> {
  readonly onNew: () => void;
  readonly onFile: (file: File) => void;
  readonly onSave: () => void;
  readonly onPrint: () => void;
  readonly theme: ThemeChoice;
  readonly onTheme: (theme: ThemeChoice) => void;
  readonly paneOpen: boolean;
  readonly onPane: () => void;
}

export function TopBar({
  problem,
  onNew,
  onFile,
  onSave,
  onPrint,
  theme,
  onTheme,
  paneOpen,
  onPane,
}: TopBarProps) {
  const file = useRef<HTMLInputElement>(null);
  function open(files: FileList | null): void {
    const chosen = files?.[0];
    if (chosen) onFile(chosen);
    if (file.current) file.current.value = '';
  }

  return (
    <header className="wb-top">
      <img src={logo} alt="" width={20} height={20} />
      <h1 className="wb-name">Cellmer</h1>
      <span className="wb-tag">mixed models in spreadsheet cells</span>
      <span className="wb-problem" role="alert">
        {problem}
      </span>
      <nav className="wb-actions" aria-label="Workbook">
        <Button appearance="subtle" size="small" icon={<DocumentAddRegular />} onClick={onNew}>
          New
        </Button>
        <Button
          appearance="subtle"
          size="small"
          icon={<FolderOpenRegular />}
          onClick={() => file.current?.click()}
        >
          Open
        </Button>
        <input
          ref={file}
          type="file"
          accept=".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.tab,.dat,.prn"
          hidden
          aria-label="Open a workbook"
          onChange={(event) => open(event.target.files)}
        />
        <Button appearance="subtle" size="small" icon={<ArrowDownloadRegular />} onClick={onSave}>
          Save
        </Button>
        <Button appearance="subtle" size="small" icon={<PrintRegular />} onClick={onPrint}>
          Print
        </Button>
        <Menu
          checkedValues={{ theme: [theme] }}
          onCheckedValueChange={(_, { checkedItems }) => onTheme(checkedItems[0] as ThemeChoice)}
        >
          <MenuTrigger disableButtonEnhancement>
            <Tooltip content="Theme" relationship="label">
              <Button appearance="subtle" size="small" icon={<DarkThemeRegular />} />
            </Tooltip>
          </MenuTrigger>
          <MenuPopover>
            <MenuList>
              <MenuItemRadio name="theme" value="auto">
                As the system
              </MenuItemRadio>
              <MenuItemRadio name="theme" value="light">
                Light
              </MenuItemRadio>
              <MenuItemRadio name="theme" value="dark">
                Dark
              </MenuItemRadio>
            </MenuList>
          </MenuPopover>
        </Menu>
        <Tooltip content="Show or hide the pane" relationship="label">
          <ToggleButton
            appearance="subtle"
            size="small"
            icon={<PanelRightRegular />}
            checked={paneOpen}
            onClick={onPane}
          />
        </Tooltip>
      </nav>
    </header>
  );
}
