import type { OptionEffects } from './optionEffects.mjs';

export const OPTIONS_FILE: string;
export function optionsPage(found?: OptionEffects): Promise<string>;
