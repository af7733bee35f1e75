/** A text as the name of a file: without what no file may be called. */
export function fileName(text: string): string {
  const plain = text.replace(/[<>:"/\\|?*\p{Cc}]/gu, '_');
  return plain.replace(/[. ]+$/, '').trim() || '_';
}
