/** A static server for one folder, for this machine only. Node built-ins only. */
import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import { extname, join, normalize, relative, sep } from 'node:path';
import { pipeline } from 'node:stream';
import { createGzip } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.xml': 'application/xml; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.csv': 'text/csv; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.wasm': 'application/wasm',
};
const COMPRESSED = new Set(['.html', '.js', '.css', '.json', '.svg', '.csv']);

/** A hash of the content before the ending: another content would have another name. */
const HASHED = /[.-]?[0-9a-f]{16,}\.[a-z0-9]+$/;

/** Excel on the web asks for the functions' metadata from a page of its own. */
const FOR_EXCEL = { 'Access-Control-Allow-Origin': '*' };

/**
 * No page may show the workbench in a frame of its own and have clicks meant for itself land in it; a page can forbid that by this
 * header alone, and not by what it says of itself.
 */
export const NOT_IN_FRAMES = { 'Content-Security-Policy': "frame-ancestors 'none'" };

/** Both addresses that `localhost` may stand for: whichever a browser tries first, it must not meet another server. */
const LOOPBACK = ['127.0.0.1', '::1'];

/**
 * Serves the files below `folder` on the loopback addresses.
 *
 * @param {string} folder
 * @param {{port?: number, tries?: number, tls?: {cert: Buffer, key: Buffer}, headers?: Record<string, string>}} [options] the
 * first port to try (0 for any free one), how many after it, the certificate for https, and headers of every file
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serveFolder(folder, { port = 3000, tries = 20, tls, headers = {} } = {}) {
  const more = tls ? { ...FOR_EXCEL, ...headers } : headers;
  const handler = (request, response) => void respond(folder, request, response, more);
  const create = () => (tls ? createSecureServer(tls, handler) : createServer(handler));
  const { servers, taken } = await listen(create, { port, tries });
  return {
    url: `${tls ? 'https' : 'http'}://localhost:${taken}/`,
    close: async () => void (await Promise.all(servers.map(closeServer))),
  };
}

/** Listens on the first port that is free on both addresses. */
async function listen(create, { port, tries }) {
  for (let next = port; ; next++) {
    const servers = [];
    try {
      for (const address of LOOPBACK) {
        const server = create();
        const wanted = servers[0]?.address().port ?? next;
        if (await listenOn(server, address, wanted)) servers.push(server);
      }
      return { servers, taken: servers[0].address().port };
    } catch (error) {
      await Promise.all(servers.map(closeServer));
      const mayTryAnother = port === 0 || (next < port + tries && next < 65535);
      if (error.code !== 'EADDRINUSE' || !mayTryAnother) throw explained(error, port, next);
      if (port === 0) next = -1;
    }
  }
}

/** @returns {Promise<boolean>} false for an address that this machine does not have */
async function listenOn(server, address, port) {
  try {
    await new Promise((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, address, () => {
        server.removeListener('error', reject);
        resolve();
      });
    });
    return true;
  } catch (error) {
    if (address !== LOOPBACK[0] && ['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL'].includes(error.code))
      return false;
    throw error;
  }
}

function explained(error, first, last) {
  if (error.code === 'EADDRINUSE')
    return new Error(`Every port from ${first} to ${last} is in use: choose another one with --port.`);
  if (error.code === 'EACCES')
    return new Error(`Port ${last} may not be used without more rights: choose one above 1023 with --port.`);
  return error;
}

function closeServer(server) {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

async function respond(folder, request, response, more) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Method not allowed');
  const file = await find(folder, request.url);
  if (file === null) return end(response, 404, 'Not found');
  const type = extname(file.path);
  const etag = `"${file.size.toString(36)}-${file.modified.toString(36)}"`;
  const headers = {
    'Content-Type': TYPES[type] ?? 'application/octet-stream',
    'Cache-Control': HASHED.test(file.path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
    ...more,
  };
  if (request.headers['if-none-match'] === etag) {
    response.writeHead(304, headers);
    return response.end();
  }
  const zipped = COMPRESSED.has(type) && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  if (zipped) headers['Content-Encoding'] = 'gzip';
  else headers['Content-Length'] = file.size;
  response.writeHead(200, headers);
  if (request.method === 'HEAD') return response.end();
  // Whichever end breaks off, the file is closed; who has broken off needs no answer.
  const steps = zipped ? [createGzip({ level: 1 })] : [];
  pipeline(createReadStream(file.path), ...steps, response, () => {});
}

/** The file a URL names inside the folder; null when there is none, or when the path leads outside, through links or to hidden files. */
async function find(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  const isHidden = path.split(/[\\/]/).some((part) => part.startsWith('.'));
  if (isHidden || path.includes('\0')) return null;
  const target = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  if (!target.startsWith(normalize(folder) + sep)) return null;
  const [top, real] = await Promise.all([folder, target].map((each) => realpath(each).catch(() => null)));
  if (top === null || real !== join(top, relative(folder, target))) return null;
  const found = await stat(real).catch(() => null);
  if (!found?.isFile()) return null;
  return { path: real, size: found.size, modified: Math.round(found.mtimeMs) };
}

function end(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}
