import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { root } from '../../scripts/install.mjs';

const START = join(root, 'scripts/start.mjs');

let running: ChildProcess | null = null;
afterEach(() => void running?.kill('SIGKILL'));

/** Starts the workbench as `npm start` does; resolves to the address it prints. */
function start(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, [START, '--no-open', ...args], { cwd: root });
  running = child;
  return new Promise((resolve, reject) => {
    let output = '';
    const hear = (text: Buffer): void => {
      output += String(text);
      const address = /http:\/\/localhost:\d+\//.exec(output);
      if (address) resolve(address[0]);
    };
    child.stdout.on('data', hear);
    child.stderr.on('data', hear);
    child.on('exit', (code) => reject(new Error(`ended with ${code}: ${output}`)));
  });
}

test('npm start serves the workbench on this machine alone, prints its address, and Ctrl+C ends it', async () => {
  const began = performance.now();
  const address = await start('--port', '0');
  // Nothing has changed since the last build: a second start is a matter of seconds.
  expect(performance.now() - began).toBeLessThan(15_000);
  const page = await fetch(address);
  expect(page.status).toBe(200);
  const html = await page.text();
  expect(html).toContain('<title>Cellmer workbench</title>');
  expect(html).toContain("default-src 'self'");
  expect(html).not.toContain("'unsafe-eval'");
  for (const [, file] of html.matchAll(/(?:src|href)="([^"]+)"/g))
    expect((await fetch(new URL(file, address), { method: 'HEAD' })).status).toBe(200);
  const ended = new Promise((settle) => running!.once('exit', settle));
  running!.kill('SIGINT');
  expect(await ended).toBe(0);
});

test('a port in use is passed over', async () => {
  const other = createServer();
  await new Promise<void>((listening) => other.listen(0, '127.0.0.1', listening));
  const { port } = other.address() as AddressInfo;
  const address = await start('--port', String(port));
  expect(Number(new URL(address).port)).toBeGreaterThan(port);
  other.close();
});

test.each([
  [['--quick'], 'There is no option --quick'],
  [['--port', 'many'], '--port takes a number from 0 to 65535, not many.'],
])('npm start -- %j is refused with a sentence', (args, sentence) => {
  const { status, stderr } = spawnSync(process.execPath, [START, ...args], { cwd: root, encoding: 'utf8' });
  expect(status).toBe(1);
  expect(stderr).toContain(sentence);
});
