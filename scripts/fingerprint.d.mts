export function lastBuild(build: { name: string; file: string; sources: readonly string[]; key?: string }): {
  readonly isCurrent: boolean;
  readonly made: () => void;
};
