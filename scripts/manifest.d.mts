export const DEVELOPMENT_BASE: string;
export function checkedBase(base: string): string;
export function withBase(text: string, base: string): string;
export function buildNumber(now?: number): number;
export function manifests(
  base: string,
  build?: number,
): Record<'manifest.xml' | 'manifest.prefixed.xml' | 'manifest.json', string>;
