/**
 * The page of the Excel add-in: the custom functions, which are there as soon as the page has loaded, and the pane,
 * which waits for Office. Both share one fit service, so that a model in the pane and in cells is fitted once.
 */

import {
  forgetBlanks,
  setDataTypes,
  setFitService,
  setMessageSizes,
  setRangeReader,
} from '../functions/index';
import { createFitService } from '../worker/index';
import { spawnFitWorker } from '../functions/spawn';
import { spawnTeacher } from '../workbench/coursework/spawn';
import {
  excelHost,
  notify,
  onAnythingChanged,
  onUnknown,
  readAddressInExcel,
  recalculate,
  setNamespace,
} from './hosts/excel';
import { mountPane } from './mount';
import './styles/page.css';
import { text } from './text';
import { watchUnforeseen } from './unforeseen';

// The manifest of the add-in with a prefix says in its address of this page what stands before the functions.
setNamespace(new URLSearchParams(location.search).get('prefix') ?? '');
const service = createFitService({ createWorker: spawnFitWorker });
setFitService(service);

const ready = typeof Office === 'undefined' ? withoutLibrary() : Office.onReady();
// Functions may be called before Office is ready: the zeros among their arguments wait for it.
setRangeReader((address, during) => ready.then(() => readAddressInExcel(address, during)), {
  // Where it fails the cells show what they showed.
  recalculate: () => void recalculate().catch(() => undefined),
});
/** Cells that functions give and take as data types. */
const DATA_TYPES = [
  ['ExcelApi', '1.16'],
  ['CustomFunctionsRuntime', '1.4'],
] as const;
setDataTypes(
  ready.then(() =>
    DATA_TYPES.every(([name, version]) => Office.context.requirements.isSetSupported(name, version)),
  ),
);

/** Excel on a computer does not send its cells through messages of 5 MB, but reads no more than this at once. */
const DESKTOP_SIZES = { arguments: 5_000_000, answer: 5_000_000 };

const pane = ready.then(async ({ host, platform }) => {
  // The name stands in the manifests: the ribbon's button for the examples.
  Office.actions.associate('showExamples', (event: Office.AddinCommands.Event) => {
    // Excel waits for the end of one command before it takes another.
    void showExamples().finally(() => event.completed());
  });
  const isSupported =
    host === Office.HostType.Excel && Office.context.requirements.isSetSupported('ExcelApi', '1.9');
  if (!isSupported) {
    await notify(text.excel.unsupported, text.excel.unsupportedTitle);
    return null;
  }
  onAnythingChanged(forgetBlanks);
  if (platform === Office.PlatformType.PC || platform === Office.PlatformType.Mac)
    setMessageSizes(DESKTOP_SIZES);
  const mounted = mountPane(document.getElementById('pane')!, {
    host: excelHost(spawnTeacher),
    service,
  });
  watchUnforeseen(mounted.report);
  // The page goes on while the pane is closed: opening it again is no start of the add-in.
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') mounted.heal();
  });
  onUnknown(mounted.heal);
  return mounted;
});

/** The library was refused or could not be reached: whoever looks at the page is told, and nothing else begins. */
function withoutLibrary(): Promise<never> {
  document.querySelector('.cm-starting p')!.textContent = text.excel.noLibrary;
  return new Promise(() => undefined);
}

async function showExamples(): Promise<void> {
  await Office.addin.showAsTaskpane();
  (await pane)?.showExamples();
}
