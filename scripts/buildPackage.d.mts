export function buildPackage(options?: { always?: boolean; log?: (line: string) => void }): Promise<boolean>;
