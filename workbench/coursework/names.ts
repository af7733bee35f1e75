/** A text as the name of a file: without what no file may be called. */
export function fileName(text: string): string {
  // eslint-disable-next-line no-control-regex
  return (
    text
      .replace(/[<>:"/\\|?*\u0000-\u001f]/g, '_')
      .replace(/[. ]+$/, '')
      .trim() || '_'
  );
}
