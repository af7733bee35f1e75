export interface Example {
  readonly data: string | null;
  readonly title: string | null;
  readonly formula: string;
  readonly rows: readonly (readonly string[])[];
  readonly more: number;
}
export function runExamples(
  declared: readonly { readonly id: string; readonly examples: readonly string[] }[],
): Promise<Map<string, Example[]>>;
export function readCall(formula: string, range: (address: string) => unknown[][]): unknown[];
