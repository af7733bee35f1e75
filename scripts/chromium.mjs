/**
 * Finds a Chromium for the browser tests, or gets one.
 * Node built-ins only at the top: `npm test` loads this before anything is installed.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { npmCommand, root } from './install.mjs';

/**
 * Flags for every browser the tests start. Pages come from localhost only, so the sandbox, which neither root nor
 * most containers can have, protects nothing here; the others keep the browser from calling home.
 */
export const CHROMIUM_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const PROGRAMS = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'microsoft-edge',
  'microsoft-edge-stable',
  'chrome',
];

const MAC_APPLICATIONS = [
  'Chromium.app/Contents/MacOS/Chromium',
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

const WINDOWS_PROGRAMS = [
  'Google/Chrome/Application/chrome.exe',
  'Chromium/Application/chrome.exe',
  'Microsoft/Edge/Application/msedge.exe',
];

/** Where playwright unpacks a browser below `chromium-<revision>`. */
const PLAYWRIGHT_PROGRAMS = [
  'chrome-linux/chrome',
  'chrome-linux64/chrome',
  'chrome-mac/Chromium.app/Contents/MacOS/Chromium',
  'chrome-mac-arm64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-mac-x64/Google Chrome for Testing.app/Contents/MacOS/Google Chrome for Testing',
  'chrome-win/chrome.exe',
  'chrome-win64/chrome.exe',
];

const ADVICE =
  'The browser tests need Chromium, Chrome or Edge and none was found. Install one (Debian: ' +
  '`sudo apt-get install chromium`; anywhere: `npx playwright-core install --with-deps chromium`), or set ' +
  'CHROMIUM_PATH to the program.';

/**
 * The path of an installed Chromium, Chrome or Edge, or of one that playwright downloaded earlier; null when there is
 * none. Throws an Error when CHROMIUM_PATH is set and does not run.
 *
 * @returns {string | null}
 */
export function findChromium() {
  const wanted = process.env.CHROMIUM_PATH;
  if (wanted) {
    if (runs(wanted)) return wanted;
    throw new Error(`CHROMIUM_PATH is "${wanted}", which is not a browser that runs.`);
  }
  return [...installedCandidates(), ...playwrightCandidates()].find(runs) ?? null;
}

/**
 * findChromium(), and where that finds none: Debian's package (as root), then playwright's download. Throws an Error
 * with a sentence that says how to get a browser, and why these ways failed.
 *
 * @param {{log?: (line: string) => void}} [options]
 * @returns {string} the path of the program
 */
export function ensureChromium({ log = console.log } = {}) {
  const found = findChromium();
  if (found) return found;
  const reasons = [];
  for (const install of [installWithApt, installWithPlaywright]) {
    reasons.push(install(log));
    const installed = findChromium();
    if (installed) return installed;
  }
  throw new Error([ADVICE, ...reasons.map((reason) => `- ${reason}`)].join('\n'));
}

function installedCandidates() {
  if (process.platform === 'darwin') {
    return ['/Applications', join(homedir(), 'Applications')].flatMap((folder) =>
      below(folder, MAC_APPLICATIONS),
    );
  }
  if (process.platform === 'win32') {
    const { ProgramFiles, LOCALAPPDATA, ['ProgramFiles(x86)']: ProgramFilesX86 } = process.env;
    return [ProgramFiles, ProgramFilesX86, LOCALAPPDATA]
      .filter(Boolean)
      .flatMap((folder) => below(folder, WINDOWS_PROGRAMS));
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return PROGRAMS.flatMap((program) => folders.map((folder) => join(folder, program)));
}

function playwrightCandidates() {
  const caches = {
    darwin: join(homedir(), 'Library/Caches/ms-playwright'),
    win32: join(process.env.LOCALAPPDATA ?? homedir(), 'ms-playwright'),
  };
  const elsewhere = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ms-playwright');
  const cache = process.env.PLAYWRIGHT_BROWSERS_PATH ?? caches[process.platform] ?? elsewhere;
  if (!existsSync(cache)) return [];
  const newestFirst = readdirSync(cache)
    .filter((name) => /^chromium-\d+$/.test(name))
    .sort((a, b) => Number(b.slice(9)) - Number(a.slice(9)));
  return newestFirst.flatMap((name) => below(join(cache, name), PLAYWRIGHT_PROGRAMS));
}

function below(folder, paths) {
  return paths.map((path) => join(folder, path));
}

/** Whether the program is there and starts: Ubuntu's `chromium-browser` may be a script that only asks for a snap. */
function runs(program) {
  if (!existsSync(program)) return false;
  // On Windows and macOS there are no such stubs, and `--version` opens a window on Windows.
  if (process.platform !== 'linux') return true;
  return spawnSync(program, ['--version'], { timeout: 30_000, stdio: 'ignore' }).status === 0;
}

/** @returns {string} why there may still be no browser */
function installWithApt(log) {
  const isRoot = process.getuid?.() === 0;
  if (!isRoot) return 'apt-get was not tried: that needs root.';
  if (spawnSync('apt-get', ['--version'], { stdio: 'ignore' }).status !== 0)
    return 'There is no apt-get here.';
  log('Installing Chromium with apt-get ...');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const apt = (...args) => spawnSync('apt-get', args, { stdio: 'inherit', env }).status;
  apt('update');
  // A font is only recommended by the package, and without one no text is drawn.
  const status = apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-liberation');
  return status === 0
    ? 'apt-get installed a chromium that does not run.'
    : 'apt-get could not install chromium.';
}

/** @returns {string} why there may still be no browser */
function installWithPlaywright(log) {
  log('Downloading Chromium with playwright ...');
  const { program, args, shell } = npmCommand();
  const flags = ['exec', '--', 'playwright-core', 'install', 'chromium'];
  const { status } = spawnSync(program, [...args, ...flags], { cwd: root, stdio: 'inherit', shell });
  return status === 0
    ? "Playwright's chromium does not start: its libraries may be missing " +
        '(`npx playwright-core install-deps chromium` as root).'
    : 'Playwright could not download chromium.';
}
