/** The pane in an element of a page, whatever the spreadsheet around it. */

import { createRoot } from 'react-dom/client';
import { FluentProvider } from '@fluentui/react-components';
import type { FitService } from '../worker/types';
import type { SpreadsheetHost } from './host';
import { lightTheme } from './theme';

export interface PaneOptions {
  readonly host: SpreadsheetHost;
  readonly service: FitService;
  /** `auto` (the default) follows the system. */
  readonly theme?: 'light' | 'dark' | 'auto';
}

/** Shows the pane inside `element`. Returns what takes it away again. */
export function mountPane(element: HTMLElement, _options: PaneOptions): () => void {
  const root = createRoot(element);
  root.render(
    <FluentProvider theme={lightTheme}>
      <main />
    </FluentProvider>,
  );
  return () => root.unmount();
}
