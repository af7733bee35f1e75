export const LESSONS_FILE: string;
export function lessonsPage(): Promise<string>;
