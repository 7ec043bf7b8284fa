import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

import { isProgram } from './is-program';
import { runTool } from './run-tool';

/** A program that the tests need and Node does not bring. */
type Program = {
  readonly name: string;
  /** environment variables that name it */
  readonly variables: readonly string[];
  readonly commands: readonly string[];
  readonly places: readonly string[];
  /** Debian's package */
  readonly packages: readonly string[];
  /** what to do where there is none; null: it goes without */
  readonly missing: string | null;
};

const browser: Program = {
  name: 'Chromium',
  variables: ['GATEHOUSE_CHROMIUM', 'CHROME_PATH'],
  commands: ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'],
  places: ['/usr/bin', '/usr/local/bin', '/snap/bin', '/Applications/Google Chrome.app/Contents/MacOS'],
  packages: ['chromium'],
  missing: 'The tests need a Chromium: install Chromium or Chrome, or run "npx playwright install chromium".',
};

/** Draws pages without windows, tabs or a toolbar: Playwright's own way too, and the stories take a third less of a processor. */
const headlessShell: Program = {
  name: 'Chromium without windows',
  variables: ['GATEHOUSE_HEADLESS_SHELL'],
  commands: ['chromium-headless-shell'],
  places: ['/usr/bin', '/usr/local/bin'],
  packages: ['chromium-headless-shell'],
  missing: null,
};

const mosquitto: Program = {
  name: 'Mosquitto',
  variables: ['GATEHOUSE_MOSQUITTO'],
  commands: ['mosquitto'],
  places: ['/usr/sbin', '/usr/local/sbin', '/usr/local/bin', '/opt/homebrew/sbin', '/opt/homebrew/opt/mosquitto/sbin'],
  packages: ['mosquitto', 'mosquitto-clients'],
  missing: 'The tests need a Mosquitto with WebSockets: install mosquitto and its clients (mosquitto.org/download).',
};

export type Found = {
  readonly chromium: string | null;
  /** where the system has it; it shows no notifications */
  readonly headlessShell: string | null;
  readonly mosquitto: string | null;
  readonly missing: readonly string[];
};

/** `stories`: with the browser in which most of them are told, unless somebody named another. */
type Wish = { readonly stories?: boolean };

/**
 * Finds a Chromium and a Mosquitto: named by the environment, on the path, where systems put them, Playwright's own. What
 * is missing is installed where that is allowed (Debian as root or with sudo). Says each thing it finds or does.
 */
export async function findPrograms(say: (line: string) => void, { stories = false }: Wish = {}): Promise<Found> {
  const isNamed = process.env['GATEHOUSE_CHROMIUM'] !== undefined;
  const light = stories && !isNamed ? headlessShell : null;
  const lacking = [browser, mosquitto, ...(light === null ? [] : [light])].filter((program) => find(program) === null);
  if (lacking.length > 0) await install(lacking, say);
  const chromium = find(browser) ?? (await playwrightsChromium(say));
  const shell = light === null ? null : find(light);
  const broker = find(mosquitto);
  if (chromium !== null) say(`Browser: ${chromium}`);
  if (shell !== null) say(`Browser of most stories: ${shell}`);
  if (broker !== null) say(`Mosquitto: ${broker}`);
  return {
    chromium,
    headlessShell: shell,
    mosquitto: broker,
    missing: [chromium === null ? browser.missing : null, broker === null ? mosquitto.missing : null].filter(
      (sentence) => sentence !== null,
    ),
  };
}

function find({ variables, commands, places }: Program): string | null {
  const named = variables.map((variable) => process.env[variable]).filter((path) => path !== undefined);
  const directories = [...(process.env['PATH'] ?? '').split(delimiter), ...places];
  const candidates = [...named, ...directories.flatMap((place) => commands.map((command) => join(place, command)))];
  return candidates.find(isProgram) ?? null;
}

async function install(programs: readonly Program[], say: (line: string) => void): Promise<void> {
  if (!existsSync('/etc/debian_version') || !isProgram('/usr/bin/apt-get')) return;
  const root = process.getuid?.() === 0;
  if (!root && !(await runTool('sudo', ['-n', 'true'])).ok) return;
  const apt = (args: readonly string[]) =>
    runTool(root ? 'apt-get' : 'sudo', root ? args : ['-n', 'apt-get', ...args], {
      env: { DEBIAN_FRONTEND: 'noninteractive' },
    });
  // asks the lists on the disk only
  const isKnown = async (name: string) => (await runTool('apt-cache', ['show', name])).ok;
  const isNeeded = programs.some(({ missing }) => missing !== null);
  // lists that know no Chromium either are none
  if (isNeeded || !(await isKnown('chromium'))) await apt(['update']);
  const names: string[] = [];
  for (const { missing, packages } of programs)
    for (const name of packages) if (missing !== null || (await isKnown(name))) names.push(name);
  if (names.length === 0) return;
  say(`Installing ${names.join(', ')} with apt-get…`);
  const result = await apt(['install', '-y', '--no-install-recommends', ...names]);
  if (!result.ok) say(`apt-get could not install them:\n${result.output.slice(-2_000)}`);
}

/** Where the system has none: the one that Playwright brings, downloaded if it may be. */
async function playwrightsChromium(say: (line: string) => void): Promise<string | null> {
  const { chromium } = await import('@playwright/test');
  if (existsSync(chromium.executablePath())) return chromium.executablePath();
  say("Downloading Playwright's Chromium…");
  await runTool('playwright', ['install', 'chromium']);
  return existsSync(chromium.executablePath()) ? chromium.executablePath() : null;
}
