import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, get, request, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { NOT_IN_FRAMES, serveFolder } from '../../scripts/serve.mjs';

const outside = mkdtempSync(join(tmpdir(), 'cellmer-serve-'));
const folder = join(outside, 'site');
const PAGE = '<!doctype html><title>Page</title>';
let server: Awaited<ReturnType<typeof serveFolder>>;

beforeAll(async () => {
  mkdirSync(join(folder, 'part'), { recursive: true });
  writeFileSync(join(folder, 'index.html'), PAGE);
  writeFileSync(join(folder, 'part/index.html'), 'part');
  writeFileSync(join(folder, 'app.js'), 'run();');
  writeFileSync(join(folder, 'app.0123456789abcdef.js'), 'run();');
  writeFileSync(join(folder, 'style.css'), 'a{}');
  writeFileSync(join(folder, 'icon.svg'), '<svg/>');
  writeFileSync(join(folder, 'with blank.csv'), 'y,x');
  writeFileSync(join(outside, 'secret.txt'), 'secret');
  writeFileSync(join(folder, '.hidden'), 'secret');
  mkdirSync(join(folder, '.git'));
  writeFileSync(join(folder, '.git/config'), 'secret');
  writeFileSync(join(folder, 'large.bin'), Buffer.alloc(20_000_000));
  writeFileSync(join(folder, 'large.js'), Buffer.alloc(20_000_000));
  symlinkSync(join(outside, 'secret.txt'), join(folder, 'link.txt'));
  symlinkSync(outside, join(folder, 'linked'));
  server = await serveFolder(folder, { port: 0 });
});

afterAll(async () => {
  await server.close();
  rmSync(outside, { recursive: true });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/**
 * Asks for a path exactly as it is written, where `fetch` would tidy up the dots, by a connection of its own: one that is kept for the
 * next question may be that of a server before on the same port.
 */
function ask(path: string, { headers = {}, method = 'GET', at = server.url } = {}): Promise<Answer> {
  const { hostname, port } = new URL(at);
  return new Promise((resolve, reject) => {
    request({ hostname, port, path, method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () =>
        resolve({ status: response.statusCode!, headers: response.headers, body: Buffer.concat(parts) }),
      );
    })
      .on('error', reject)
      .end();
  });
}

test('a folder gives its index page, at its top and below', async () => {
  const page = await ask('/');
  expect(page.status).toBe(200);
  expect(page.body.toString()).toBe(PAGE);
  expect((await ask('/part/')).body.toString()).toBe('part');
});

test.each([
  ['/', 'text/html; charset=utf-8'],
  ['/app.js', 'text/javascript; charset=utf-8'],
  ['/style.css', 'text/css; charset=utf-8'],
  ['/icon.svg', 'image/svg+xml'],
  ['/with%20blank.csv?query', 'text/csv; charset=utf-8'],
])('%s is served as %s', async (path, type) => {
  const { status, headers } = await ask(path);
  expect(status).toBe(200);
  expect(headers['content-type']).toBe(type);
});

test.each([
  '/../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/part/../../secret.txt',
  '/..%5csecret.txt',
  '/link.txt',
  '/linked/secret.txt',
  '/.hidden',
  '/.git/config',
  '/%2egit/config',
  '/part/%2e%2e/.hidden',
  '/%00',
  '/%',
])('nothing outside of the folder is given away for %s', async (path) => {
  const { status, body } = await ask(path);
  expect(status).toBe(404);
  expect(body.toString()).not.toContain('secret');
});

test('a folder that is itself behind a link is served', async () => {
  const behind = join(outside, 'behind');
  symlinkSync(folder, behind);
  const other = await serveFolder(behind, { port: 0 });
  expect((await ask('/', { at: other.url })).body.toString()).toBe(PAGE);
  await other.close();
});

test('no page may frame the workbench, and every file says so', async () => {
  const other = await serveFolder(folder, { port: 0, headers: NOT_IN_FRAMES });
  for (const path of ['/', '/app.js'])
    expect((await ask(path, { at: other.url })).headers['content-security-policy']).toBe(
      "frame-ancestors 'none'",
    );
  await other.close();
});

test.runIf(process.platform === 'linux')('files of downloads that are broken off are closed', async () => {
  const { port } = new URL(server.url);
  const open = (): number => readdirSync('/proc/self/fd').length;
  const breakOff = (path: string): Promise<void> =>
    new Promise((resolve) => {
      const asked = get(
        { host: '127.0.0.1', port, path, headers: { 'Accept-Encoding': 'gzip' } },
        (response) => response.once('data', () => asked.destroy()),
      );
      asked.on('close', resolve).on('error', () => undefined);
    });
  const before = open();
  for (let i = 0; i < 15; i++)
    await Promise.all(
      Array.from({ length: 20 }, (_, k) => breakOff(k % 2 === 0 ? '/large.bin' : '/large.js')),
    );
  await expect.poll(open, { timeout: 10_000 }).toBeLessThan(before + 20);
  expect((await ask('/')).status).toBe(200);
});

test('text is compressed for whoever takes it so', async () => {
  const { headers, body } = await ask('/', { headers: { 'Accept-Encoding': 'gzip' } });
  expect(headers['content-encoding']).toBe('gzip');
  expect(gunzipSync(body).toString()).toBe(PAGE);
});

test('what the browser has already is not sent again', async () => {
  const { headers } = await ask('/app.js');
  expect((await ask('/app.js', { headers: { 'If-None-Match': headers.etag } })).status).toBe(304);
});

test('nothing but reading is allowed', async () => {
  expect((await ask('/', { method: 'POST' })).status).toBe(405);
});

test('the next port is taken where one is in use, on either address of localhost', async () => {
  for (const address of ['127.0.0.1', '::1']) {
    const other = createServer();
    const listens = await new Promise((settle) => {
      other.once('error', () => settle(false)).listen(0, address, () => settle(true));
    });
    // Not every machine has both.
    if (!listens) continue;
    const { port } = other.address() as AddressInfo;
    const second = await serveFolder(folder, { port });
    expect(Number(new URL(second.url).port)).toBeGreaterThan(port);
    expect((await ask('/', { at: second.url })).body.toString()).toBe(PAGE);
    await second.close();
    other.close();
  }
});

test('a port that cannot be had is an error that says so', async () => {
  const port = Number(new URL(server.url).port);
  await expect(serveFolder(folder, { port, tries: 0 })).rejects.toThrow(/in use: choose another one/);
});

test('browsers ask again for what keeps its name, and never for what has a hash of its content in it', async () => {
  expect((await ask('/app.js')).headers['cache-control']).toBe('no-cache');
  const { headers } = await ask('/app.0123456789abcdef.js');
  expect(headers['cache-control']).toBe('public, max-age=31536000, immutable');
});
