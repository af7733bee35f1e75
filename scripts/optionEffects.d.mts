export const WITHOUT_MEANING: string;
export interface OptionEffects {
  readonly options: readonly string[];
  readonly effects: ReadonlyMap<string, ReadonlyMap<string, string>>;
}
export function optionEffects(): Promise<OptionEffects>;
