export const DEVELOPMENT_BASE: string;
export function checkedBase(base: string): string;
export function withBase(text: string, base: string): string;
export function manifests(
  base: string,
): Record<'manifest.xml' | 'manifest.prefixed.xml' | 'manifest.json', string>;
