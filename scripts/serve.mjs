/** A static server for one folder, for this machine only. Node built-ins only. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
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

/**
 * Serves the files below `folder` on the loopback address.
 *
 * @param {string} folder
 * @param {{port?: number, tries?: number}} [options] the first port to try (0 for any free one), and how many after it
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serveFolder(folder, { port = 3000, tries = 20 } = {}) {
  const server = createServer((request, response) => void respond(folder, request, response));
  const taken = await listen(server, port, tries);
  return {
    url: `http://localhost:${taken}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function listen(server, port, tries) {
  for (let next = port; ; next++) {
    try {
      await new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen(next, '127.0.0.1', () => {
          server.removeListener('error', reject);
          resolve();
        });
      });
      return server.address().port;
    } catch (error) {
      if (error.code !== 'EADDRINUSE' || next >= port + tries) throw error;
    }
  }
}

async function respond(folder, request, response) {
  if (request.method !== 'GET' && request.method !== 'HEAD') return end(response, 405, 'Method not allowed');
  const file = await find(folder, request.url);
  if (file === null) return end(response, 404, 'Not found');
  const type = extname(file.path);
  const etag = `"${file.size.toString(36)}-${file.modified.toString(36)}"`;
  const headers = {
    'Content-Type': TYPES[type] ?? 'application/octet-stream',
    'Cache-Control': 'no-cache',
    ETag: etag,
    'X-Content-Type-Options': 'nosniff',
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
  const content = createReadStream(file.path).on('error', () => response.destroy());
  if (zipped) content.pipe(createGzip({ level: 1 })).pipe(response);
  else content.pipe(response);
}

/** The file a URL names inside the folder; null when there is none, or when the path leads outside. */
async function find(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  if (path.includes('\0')) return null;
  const target = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  if (!target.startsWith(normalize(folder) + sep)) return null;
  const found = await stat(target).catch(() => null);
  if (!found?.isFile()) return null;
  return { path: target, size: found.size, modified: Math.round(found.mtimeMs) };
}

function end(response, status, text) {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8' });
  response.end(text);
}
