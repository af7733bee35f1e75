import type { Configuration } from 'webpack';

export default function configure(
  env?: { readonly base?: string },
  options?: { readonly mode?: 'production' | 'development' },
): [pane: Configuration, functions: Configuration];
