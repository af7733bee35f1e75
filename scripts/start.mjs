/**
 * `npm start`: installs what is missing, builds the workbench and serves it on localhost.
 *
 *   npm start                        the workbench on port 3000, or the next free one
 *   npm start -- --port 8080         on another port
 *   npm start -- --no-open           without opening a browser
 *   npm start -- --production        with the small, slowly built bundle
 *   npm start -- --watch             builds again when a source changes
 */
import { spawn } from 'node:child_process';
import { buildWorkbench, watchWorkbench, WORKBENCH } from './buildWorkbench.mjs';
import { ensureInstalled } from './install.mjs';
import { NOT_IN_FRAMES, serveFolder } from './serve.mjs';

const OLDEST_NODE = [20, 11];

try {
  const options = readOptions(process.argv.slice(2));
  checkNode();
  ensureInstalled();
  buildWorkbench({ production: options.production });
  const { url, close } = await serveFolder(WORKBENCH, { port: options.port, headers: NOT_IN_FRAMES });
  console.log(`\nCellmer workbench: ${url}\nStop with Ctrl+C.`);
  if (options.open) openBrowser(url);
  const watch = options.watch ? watchWorkbench(options) : null;
  for (const signal of ['SIGINT', 'SIGTERM'])
    process.once(signal, () => {
      watch?.kill();
      void close().then(() => process.exit(0));
    });
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function readOptions(args) {
  const options = { port: 3000, open: true, production: false, watch: false };
  for (let i = 0; i < args.length; i++) {
    if (args[i] === '--no-open') options.open = false;
    else if (args[i] === '--production') options.production = true;
    else if (args[i] === '--watch') options.watch = true;
    else if (args[i] === '--port') options.port = readPort(args[++i]);
    else
      throw new Error(
        `There is no option ${args[i]}: use --port NUMBER, --no-open, --production or --watch.`,
      );
  }
  return options;
}

function readPort(text) {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65535)
    throw new Error(`--port takes a number from 0 to 65535, not ${text ?? 'nothing'}.`);
  return port;
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > OLDEST_NODE[0] || (major === OLDEST_NODE[0] && minor >= OLDEST_NODE[1])) return;
  throw new Error(`Node ${OLDEST_NODE.join('.')} or newer is needed; this is Node ${process.versions.node}.`);
}

/** Opens the page where there is a desktop to open it on; without one the printed address has to do. */
function openBrowser(url) {
  if (process.env.CI) return;
  const { platform } = process;
  if (platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  const [program, args] =
    platform === 'darwin'
      ? ['open', [url]]
      : platform === 'win32'
        ? ['cmd', ['/c', 'start', '', url]]
        : ['xdg-open', [url]];
  spawn(program, args, { stdio: 'ignore', detached: true })
    .on('error', () => {})
    .unref();
}
