/** How sheets are looked at, in the words of files. */

/** How a sheet is looked at: as the file says, with what is frozen today. */
export function sheetViews(written: string, before: string | undefined, isActive: boolean): string {
  const pane = /<pane\s[^>]*>/.exec(written)?.[0] ?? '';
  const tag = /<(?:[\w.-]+:)?sheetView(?=[\s/>])([^>]*?)\/?>/.exec(before ?? '');
  const kept = (tag?.[1] ?? '').replace(/\s(?:tabSelected|workbookViewId|topLeftCell)="[^"]*"/g, '');
  const selected = isActive ? ' tabSelected="1"' : '';
  const attributes = `${kept}${selected} workbookViewId="0"`;
  return `<sheetViews>${pane ? `<sheetView${attributes}>${pane}</sheetView>` : `<sheetView${attributes}/>`}</sheetViews>`;
}

/** The window of the workbook, with the sheet in view in front. */
export function bookViews(before: string, active: number): string {
  const tag = /<(?:[\w.-]+:)?workbookView(?=[\s/>])([^>]*?)\/?>/.exec(before);
  const kept = (tag?.[1] ?? '')
    .replace(/\s(?:activeTab|firstSheet)="[^"]*"/g, '')
    .replace(/\s[\w.-]+:\w+="[^"]*"/g, '');
  return `<bookViews><workbookView${kept} activeTab="${active}"/></bookViews>`;
}
