export function docPage(markdown: string, name: string): string;
