/** Requirement sets: what a version of Excel can do. */

/** The newest version of each set, such as `{ ExcelApi: '1.9' }`; a set that is not named is there in any version. */
export type RequirementSets = Readonly<Record<string, string>>;

/** Excel 2019, the oldest that the manifest lets in. */
export const EXCEL_2019: RequirementSets = {
  ExcelApi: '1.9',
  CustomFunctionsRuntime: '1.3',
  CustomFunctions: '1.4',
};

export function isSetSupported(sets: RequirementSets | undefined, name: string, version: string): boolean {
  const newest = Object.entries(sets ?? {}).find(
    ([known]) => known.toLowerCase() === name.toLowerCase(),
  )?.[1];
  return newest === undefined || compare(newest, version) >= 0;
}

function compare(a: string, b: string): number {
  const [x, y] = [a, b].map((version) => String(version).split('.').map(Number));
  return x[0] - y[0] || (x[1] ?? 0) - (y[1] ?? 0);
}

/** What Excel on the web can do, as it tells a page. */
const NEWEST: RequirementSets = {
  ExcelApi: '1.17',
  ExcelApiOnline: '1.1',
  SharedRuntime: '1.2',
  CustomFunctionsRuntime: '1.4',
  CustomFunctions: '1.7',
  RichApiRuntime: '1.1',
  DialogApi: '1.2',
  Settings: '1.1',
  CompressedFile: '1.1',
};

/** All sets that a page is told of. */
export function matrixOf(sets: RequirementSets = {}): RequirementSets {
  return { ...NEWEST, ...sets };
}
