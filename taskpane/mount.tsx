/** The pane in an element of a page, whatever the spreadsheet around it. */

import { FluentProvider, PortalMountNodeProvider } from '@fluentui/react-components';
import { useCallback, useState, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import type { FitService } from '../worker/types';
import { Boundary } from './components/Boundary';
import { ExamplesDialog } from './components/ExamplesDialog';
import { Pane } from './components/Pane';
import { PaneController } from './controller';
import type { SpreadsheetHost } from './host';
import { ControllerContext } from './paneContext';
import './styles/frame.css';
import './styles/compare.css';
import './styles/course.css';
import './styles/data.css';
import './styles/form.css';
import './styles/formula.css';
import './styles/likelihood.css';
import './styles/plots.css';
import './styles/results.css';
import './styles/widths.css';
import { contrastTheme, darkTheme, lightTheme } from './theme';

export type ThemeChoice = 'light' | 'dark' | 'auto';

export interface PaneOptions {
  readonly host: SpreadsheetHost;
  readonly service: FitService;
  /** `auto` (the default) follows the system. */
  readonly theme?: ThemeChoice;
}

export interface MountedPane {
  /** Another theme, with everything in the pane as it is. */
  setTheme(theme: ThemeChoice): void;
  /** Says in a sentence what has gone wrong, wherever that was. */
  report(problem: string): void;
  /** Looks for formulas of ours that the spreadsheet has not recognised. */
  heal(): void;
  /** Shows the examples, over whatever the pane shows. */
  showExamples(): void;
  /** Puts a lesson onto a new sheet. @param number from 1 */
  insertLesson(number: string): void;
  /** Shows the view of courses, whatever the workbook has. */
  showCourse(): void;
  /** Takes the pane away. */
  unmount(): void;
}

/** Shows the pane inside `element`, as high as the element is. */
export function mountPane(element: HTMLElement, options: PaneOptions): MountedPane {
  const controller = new PaneController(options.host, options.service);
  const root = createRoot(element);
  let shown: ThemedProps = {
    theme: options.theme ?? 'auto',
    hasExamples: false,
    onExamplesClosed: () => show({ hasExamples: false }),
  };
  const show = (change: Partial<ThemedProps>): void => {
    shown = { ...shown, ...change };
    root.render(
      <ControllerContext.Provider value={controller}>
        <Themed {...shown} />
      </ControllerContext.Provider>,
    );
  };
  show({});
  controller.start();
  return {
    setTheme: (theme) => show({ theme }),
    report: controller.report,
    heal: controller.heal,
    showExamples: () => show({ hasExamples: true }),
    insertLesson: (number) => void controller.insertLesson(number),
    showCourse: () => controller.dispatch({ type: 'course/wanted' }),
    unmount() {
      root.unmount();
      controller.dispose();
    },
  };
}

interface ThemedProps {
  readonly theme: ThemeChoice;
  readonly hasExamples: boolean;
  readonly onExamplesClosed: () => void;
}

function Themed({ theme, hasExamples, onExamplesClosed }: ThemedProps) {
  // Menus open here, beside what scrolls and inside of the page's landmark.
  const [menus, setMenus] = useState<HTMLElement | null>(null);
  const isContrast = useMedia(FORCED);
  const systemIsDark = useMedia(DARK);
  const isDark = theme === 'dark' || (theme === 'auto' && systemIsDark);
  const colours = isContrast ? contrastTheme : isDark ? darkTheme : lightTheme;
  return (
    <FluentProvider style={FULL_HEIGHT} theme={colours}>
      <PortalMountNodeProvider value={menus ?? undefined}>
        <Boundary>
          <Pane />
        </Boundary>
        <ExamplesDialog isOpen={hasExamples} onClose={onExamplesClosed} />
      </PortalMountNodeProvider>
      <div ref={setMenus} />
    </FluentProvider>
  );
}

const FULL_HEIGHT = { height: '100%' };

const DARK = '(prefers-color-scheme: dark)';
const FORCED = '(forced-colors: active)';

/** Whether a media query holds, now and whenever that changes. */
function useMedia(query: string): boolean {
  const watch = useCallback(
    (onChange: () => void) => {
      const list = matchMedia(query);
      list.addEventListener('change', onChange);
      return () => list.removeEventListener('change', onChange);
    },
    [query],
  );
  return useSyncExternalStore(watch, () => matchMedia(query).matches);
}
