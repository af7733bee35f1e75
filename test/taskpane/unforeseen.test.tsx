/** What nobody foresaw: a part of the page that cannot be drawn, and errors that nobody waits for. */

import { renderToStaticMarkup } from 'react-dom/server';
import { afterEach, expect, test, vi } from 'vitest';
import { CellmerError } from '../../src/index';
import { Boundary } from '../../taskpane/components/Boundary';
import { watchUnforeseen } from '../../taskpane/unforeseen';

afterEach(() => vi.unstubAllGlobals());

test('a part that cannot be drawn says so in its place, and is drawn again when it is asked to', () => {
  const boundary = new Boundary({ children: 'the part' });
  expect(boundary.render()).toBe('the part');
  boundary.state = Boundary.getDerivedStateFromError(new TypeError('x is undefined'));
  const shown = renderToStaticMarkup(boundary.render());
  expect(shown).toContain('role="alert"');
  expect(shown).toMatch(/while drawing this part of the page: x is undefined\. Please report it/);
  expect(shown).toContain('Show it again');
  boundary.state = { problem: null };
  expect(boundary.render()).toBe('the part');
});

/** As a browser tells of it. */
function told(type: 'error' | 'unhandledrejection', fields: object): Event {
  return Object.assign(new Event(type), fields);
}

test('errors that nobody waits for are told in a sentence until the page is done with it', () => {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  const sentences: string[] = [];
  const end = watchUnforeseen((sentence) => sentences.push(sentence));
  page.dispatchEvent(told('unhandledrejection', { reason: new TypeError('x is undefined') }));
  page.dispatchEvent(told('unhandledrejection', { reason: new CellmerError('data', 'there are no data') }));
  page.dispatchEvent(told('error', { error: new RangeError('too deep'), message: 'too deep' }));
  expect(sentences).toEqual([
    expect.stringContaining('x is undefined. Please report it'),
    'there are no data',
    expect.stringContaining('too deep. Please report it'),
  ]);
  end();
  page.dispatchEvent(told('unhandledrejection', { reason: 'late' }));
  expect(sentences).toHaveLength(3);
});

test('what is no fault, and what scripts from elsewhere do, is not told', () => {
  const page = new EventTarget();
  vi.stubGlobal('window', page);
  const report = vi.fn();
  watchUnforeseen(report);
  page.dispatchEvent(told('error', { error: null, message: 'Script error.' }));
  const loop = 'ResizeObserver loop completed with undelivered notifications.';
  page.dispatchEvent(told('error', { error: new Error(loop), message: loop }));
  page.dispatchEvent(told('unhandledrejection', { reason: new CellmerError('cancelled', 'stopped') }));
  expect(report).not.toHaveBeenCalled();
});
