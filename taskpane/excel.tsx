/**
 * The page of the Excel add-in: the custom functions, which are there as soon as the page has loaded, and the pane,
 * which waits for Office. Both share one fit service, so that a model in the pane and in cells is fitted once.
 */

import { setFitService, setRangeReader } from '../functions/index';
import { createFitService } from '../worker/index';
import { spawnFitWorker } from '../worker/spawn';
import { excelHost, notify, readAddressInExcel } from './hosts/excel';
import { mountPane } from './mount';
import { text } from './text';

const service = createFitService({ createWorker: spawnFitWorker });
setFitService(service);

void Office.onReady(({ host }) => {
  const isSupported =
    host === Office.HostType.Excel && Office.context.requirements.isSetSupported('ExcelApi', '1.9');
  if (!isSupported) return notify(text.excel.unsupported, text.excel.unsupportedTitle);
  setRangeReader(readAddressInExcel);
  mountPane(document.getElementById('pane')!, { host: excelHost(), service });
});
