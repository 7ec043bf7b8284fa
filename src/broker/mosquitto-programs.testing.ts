import { existsSync, readdirSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

const howToInstall =
  'Install it with "apt-get install mosquitto" (Debian, Ubuntu), "dnf install mosquitto" (Fedora) or "brew install mosquitto" (macOS).';

/** Mosquitto or a tool of its: of the one that GATEHOUSE_MOSQUITTO names, else of the system. Throws how to install it. */
export function findProgram(name: string): string {
  const named = process.env['GATEHOUSE_MOSQUITTO'];
  if (named && name === 'mosquitto') return named;
  const places = [
    ...(named ? [dirname(named), join(dirname(named), '../bin')] : []),
    ...(process.env['PATH'] ?? '').split(delimiter),
    // Debian puts Mosquitto where only root's PATH looks
    '/usr/sbin',
    '/usr/local/sbin',
    '/opt/homebrew/sbin',
  ];
  const found = places.map((place) => join(place, name)).find((path) => existsSync(path));
  if (found === undefined)
    throw new Error(`These tests need a real Mosquitto, and ${name} was not found. ${howToInstall}`);
  return found;
}

const plugin = 'mosquitto_dynamic_security.so';

/** The plugin with which that Mosquitto keeps accounts that can be administered. */
export function findDynamicSecurity(): string {
  const prefix = join(dirname(findProgram('mosquitto')), '..');
  const prefixes = [prefix, '/usr', '/usr/local', '/opt/homebrew', '/opt/homebrew/opt/mosquitto'];
  const found = prefixes.flatMap(librariesBelow).find((folder) => existsSync(join(folder, plugin)));
  if (found === undefined)
    throw new Error(`These tests need Mosquitto's plugin for accounts, and ${plugin} was not found. ${howToInstall}`);
  return join(found, plugin);
}

/** Debian has a folder for each kind of machine: `/usr/lib/x86_64-linux-gnu`. */
function librariesBelow(prefix: string): readonly string[] {
  const folder = join(prefix, 'lib');
  const inside = existsSync(folder) ? readdirSync(folder) : [];
  return [folder, join(prefix, 'lib64'), ...inside.map((name) => join(folder, name))];
}
