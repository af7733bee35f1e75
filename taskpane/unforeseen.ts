/** What goes wrong in a page and nobody waits for. */

import { CellmerError, sentenceOf } from '../src/index';
import { text } from './text';

/** The browser's word for a layout that takes one more frame; nothing is wrong. */
const NO_FAULT = /ResizeObserver loop/;

/**
 * Tells in a sentence what nobody has caught, be it of a promise.
 *
 * @returns what ends it
 */
export function watchUnforeseen(report: (sentence: string) => void): () => void {
  const tell = (error: unknown): void => {
    // Whoever has stopped something knows.
    const isStopped = error instanceof CellmerError && error.code === 'cancelled';
    if (!isStopped) report(sentenceOf(error, text.doing.anything));
  };
  const onError = ({ error, message }: ErrorEvent): void => {
    // Of scripts from elsewhere, such as the host's own, nothing is told to this page.
    if (error != null && !NO_FAULT.test(message)) tell(error);
  };
  const onRejection = ({ reason }: PromiseRejectionEvent): void => tell(reason);
  window.addEventListener('error', onError);
  window.addEventListener('unhandledrejection', onRejection);
  return () => {
    window.removeEventListener('error', onError);
    window.removeEventListener('unhandledrejection', onRejection);
  };
}
