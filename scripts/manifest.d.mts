export const DEVELOPMENT_BASE: string;
export function checkedBase(base: string): string;
export function withBase(text: string, base: string): string;
export function withPrefix(manifest: string): string;
