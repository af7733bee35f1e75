import type { WebpackPluginInstance } from 'webpack';

export const LICENCES_FILE: string;
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  readonly texts: readonly string[];
}
export class LicencesPlugin implements WebpackPluginInstance {
  apply: WebpackPluginInstance['apply'];
}
export function readPackage(folder: string): BundledPackage;
export function licenceProblem(one: BundledPackage): string | null;
export function licencesText(packages: readonly BundledPackage[]): string;
