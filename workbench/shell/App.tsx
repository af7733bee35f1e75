/** The page: a bar at the top, the spreadsheet, what the selected cell has to say below it, the pane at the right. */

import { FluentProvider } from '@fluentui/react-components';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { Boundary } from '../../taskpane/components/Boundary';
import { watchUnforeseen } from '../../taskpane/unforeseen';
import { darkTheme, lightTheme } from '../../taskpane/theme';
import type { TextOptions } from '../../src/index';
import type { MountedPane, ThemeChoice } from '../../taskpane/mount';
import { followAddress, hostedFile } from '../addressed';
import type { Updates } from '../offline/updates';
import { startWorkbench, type Workbench } from '../workbench';
import { FileDrop } from './FileDrop';
import { KeptDialog } from './KeptDialog';
import { LongTextDialog } from './LongTextDialog';
import { LossDialog } from './LossDialog';
import { MessageBar } from './MessageBar';
import { OpeningDialog } from './OpeningDialog';
import { PrintDialog } from './PrintDialog';
import { ReadingBar } from './ReadingBar';
import { Splitter } from './Splitter';
import { TopBar } from './TopBar';
import { UnsavedDialog } from './UnsavedDialog';
import { UpdateBar } from './UpdateBar';
import { applyTheme, resolveTheme, storedTheme, useResolvedTheme } from './themeChoice';
import { useAttempt } from './useAttempt';
import { focusRegion, leadThroughRegions } from './regions';
import { nameGridControls } from './gridNames';
import { useLeaving } from './useLeaving';
import { useLosing } from './useLosing';
import { useOpening } from './useOpening';
import { usePageKeys } from './usePageKeys';
import { storedWidth } from './paneWidth';

const GRID = 'sheet';

/** As a style, since Fluent gives the provider's class to the layer of menus and tips too, which would then hide the page. */
const FULL_HEIGHT = { height: '100%' };

/** @param updates of the page; null where the browser does not keep it */
export function App({ updates }: { readonly updates: Updates | null }) {
  const [workbench, setWorkbench] = useState<Workbench | null>(null);
  const [theme, setTheme] = useState<ThemeChoice>(storedTheme);
  const [drawn, setDrawn] = useState(false);
  const [paneOpen, setPaneOpen] = useState(true);
  const [width, setWidth] = useState(storedWidth);
  const [shownPane, setShownPane] = useState<MountedPane | null>(null);
  /** How often the address has asked for the view of courses. */
  const [courseWanted, setCourseWanted] = useState(0);
  const pane = useRef<HTMLDivElement>(null);
  const started = useRef(false);
  const dark = useResolvedTheme(theme) === 'dark';
  const { problem, report, attempt } = useAttempt();
  const { leaving, leave, stay, reopen } = useLeaving(workbench);
  const { isBusy, opening, open, cancel, opened, forget } = useOpening(workbench);
  const openFile = useCallback(
    (file: File, options?: TextOptions) => leave(() => attempt(() => open(file, options))),
    [open, attempt, leave],
  );

  const { losing, confirm } = useLosing();
  const [asked, setAsked] = useState<string | null>(null);
  const pageKeys = useMemo(
    () => ({
      p: () => {
        const selection = workbench?.printer.selected() ?? null;
        if (selection === null) attempt(() => workbench?.printer.print('sheet'));
        else setAsked(selection);
      },
      s: () =>
        attempt(async () => {
          await workbench?.saveFile(confirm);
        }),
    }),
    [workbench, attempt, confirm],
  );
  usePageKeys(pageKeys);

  useEffect(() => {
    if (started.current) return;
    started.current = true;
    const running = startWorkbench(GRID, resolveTheme(storedTheme()) === 'dark', report);
    setWorkbench(running);
    void running.drawn.then(() => setDrawn(true));
  }, [report]);

  useEffect(() => watchUnforeseen(report), [report]);

  useEffect(() => {
    if (!drawn || shownPane === null) return undefined;
    const openHosted = (path: string) => leave(() => attempt(async () => open(await hostedFile(path))));
    const wantCourse = () => setCourseWanted((times) => times + 1);
    return followAddress(
      {
        open: openHosted,
        lesson: (number) => shownPane.insertLesson(number),
        course: (path) => {
          wantCourse();
          openHosted(path);
        },
      },
      { course: wantCourse },
    );
  }, [drawn, shownPane, leave, attempt, open]);
  // Whatever is opened by then, and its pane.
  useEffect(() => {
    if (courseWanted > 0) shownPane?.showCourse();
  }, [shownPane, courseWanted]);

  useEffect(() => {
    applyTheme(theme);
    workbench?.spreadsheet.api.toggleDarkMode(dark);
  }, [theme, dark, workbench]);

  // Each workbook has a pane of its own, with the model that is stored in it.
  const [book, setBook] = useState(0);
  useEffect(() => workbench?.onWorkbook(() => setBook((before) => before + 1)), [workbench]);
  useEffect(() => {
    if (workbench === null || pane.current === null) return undefined;
    const element = document.createElement('div');
    element.className = 'wb-pane-root';
    pane.current.append(element);
    const mounted = workbench.mountPane(element, storedTheme());
    setShownPane(mounted);
    return () => {
      element.remove();
      // Another root must not be taken away while this one renders.
      setTimeout(() => mounted.unmount());
    };
  }, [workbench, book]);

  useEffect(() => shownPane?.setTheme(theme), [shownPane, theme]);

  useEffect(() => {
    if (workbench === null) return undefined;
    const stopLeading = leadThroughRegions(workbench.spreadsheet);
    const stopNaming = nameGridControls(document.getElementById(GRID)!);
    return () => {
      stopLeading();
      stopNaming();
    };
  }, [workbench]);

  return (
    <FluentProvider theme={dark ? darkTheme : lightTheme} style={FULL_HEIGHT}>
      <div className="wb-page">
        <a
          className="wb-skip"
          href={`#${GRID}`}
          onClick={(event) => {
            event.preventDefault();
            focusRegion('grid');
          }}
        >
          Skip to the spreadsheet (F6 goes on to the pane)
        </a>
        <Boundary>
          <TopBar
            problem={problem}
            onNew={() => leave(() => attempt(() => workbench?.newWorkbook()))}
            onFile={openFile}
            onSave={pageKeys.s}
            onPrint={pageKeys.p}
            theme={theme}
            onTheme={setTheme}
            paneOpen={paneOpen}
            onPane={() => setPaneOpen(!paneOpen)}
          />
          <UpdateBar updates={updates} isReady={drawn} leave={reopen} />
          <FileDrop onFile={openFile} />
          <OpeningDialog opening={opening} onCancel={cancel} />
          <LongTextDialog workbench={workbench} />
          <KeptDialog workbench={drawn ? workbench : null} attempt={attempt} />
          <UnsavedDialog
            leaving={leaving}
            onClose={stay}
            onSave={(then) =>
              attempt(async () => {
                if (await workbench?.saveFile(confirm)) then();
              })
            }
          />
          <LossDialog losing={losing} />
          <PrintDialog
            selection={asked}
            onPrint={(part) => attempt(() => workbench?.printer.print(part))}
            onClose={() => setAsked(null)}
          />
        </Boundary>
        <div className="wb-body">
          <main className="wb-sheet" aria-label="Spreadsheet" aria-busy={!drawn || isBusy}>
            <div id={GRID} className="wb-grid" />
            <Boundary>{opened && <ReadingBar opened={opened} onRead={openFile} onClose={forget} />}</Boundary>
            <Boundary>{workbench && <MessageBar workbench={workbench} />}</Boundary>
          </main>
          <aside className="wb-side" aria-label="Cellmer pane" hidden={!paneOpen}>
            <Splitter width={width} onWidth={setWidth} />
            <div className="wb-pane" style={{ width }} ref={pane} />
          </aside>
        </div>
      </div>
    </FluentProvider>
  );
}
