/** What the address of the page asks for behind its `#`, such as `#open=homework.xlsx`. */

/** What is done for each key, with what stands behind its equals sign. */
export type AddressKeys = Readonly<Record<string, (value: string) => void>>;
/** What is done for a word that stands alone, `#course`. */
export type AddressWords = Readonly<Record<string, () => void>>;

/** Does what the address asks for, now and whenever that changes; returns what stops it. A key that is not known asks for nothing, nor does one with nothing behind it. */
export function followAddress(keys: AddressKeys, words: AddressWords): () => void {
  const follow = (): void => {
    const [, key, value] = /^#([a-z]+)(?:=(.+))?$/s.exec(location.hash) ?? [];
    if (key === undefined || !Object.hasOwn(value === undefined ? words : keys, key)) return;
    // Once: whoever reloads the page goes on with the work, and does not begin again.
    history.replaceState(null, '', location.pathname + location.search);
    if (value === undefined) words[key]();
    else keys[key](decoded(value));
  };
  follow();
  window.addEventListener('hashchange', follow);
  return () => window.removeEventListener('hashchange', follow);
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

/**
 * A file of the host that the page comes from.
 *
 * @param path relative to the page, or from the top of its host
 * @throws Error with a sentence: it is on another host, it is not there, nothing could be fetched
 */
export async function hostedFile(path: string): Promise<File> {
  const url = addressOf(path);
  if (url?.origin !== location.origin || url.protocol !== location.protocol)
    throw new Error(
      `“${path}” is not on ${location.host}: a link to this page opens files of its own host alone. Download it, and open it with Open.`,
    );
  const response = await fetch(url).catch(() => null);
  if (response === null)
    throw new Error(`“${path}” could not be fetched: there is no connection to ${location.host}.`);
  // Some hosts have a page in place of whatever they do not have.
  const isPage = /^text\/html\b/.test(response.headers.get('Content-Type') ?? '');
  if (!response.ok || isPage) throw new Error(`There is no file “${path}” on ${location.host}.`);
  const name = decoded(url.pathname.split('/').at(-1) ?? '');
  return new File([await response.blob()], name || path);
}

function addressOf(path: string): URL | null {
  try {
    return new URL(path, document.baseURI);
  } catch {
    return null;
  }
}
