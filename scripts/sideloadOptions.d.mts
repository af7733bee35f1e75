export interface Sideload {
  readonly action: 'open' | 'serve' | 'stop';
  readonly manifest: string;
  readonly document: string | null;
}
export function readSideload(args: readonly string[], platform: string): Sideload;
export function excelCommand(options: Pick<Sideload, 'document'>, manifest: string): string[];
