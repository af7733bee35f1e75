import type { OptionEffects } from './optionEffects.mjs';

export const METADATA_FILE: string;
export const REFERENCE_FILE: string;
export function generate(): Promise<{ json: string; reference: string }>;
export function generateOptions(found?: OptionEffects): Promise<string>;
