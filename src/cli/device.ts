import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

import { pairingCodeOfKey } from '@/credentials/admission/pairing-code';
import { dayMs } from '@/credentials/certificates/lifetimes';
import { payloadsOf } from '@/simulator/cameras/payloads';
import type { Scene } from '@/simulator/cameras/scene';

import { writeGiven } from './given-files';
import { describeFlags, readFlags, UsageError, webSocketAddress, wholeNumber, type Flags } from './options';
import { endWithOutput, untilTold } from './output';
import type { SecureOptions } from './reference-device/certificate-duty';
import { connectDevice, type ConnectedDevice } from './reference-device/connected-device';
import { publicHalf } from './reference-device/device-key';
import type { FirmwareOptions } from './reference-device/firmware-duty';
import type { Slot } from './reference-device/hand-over';
import { firstKept, type DeviceMemory } from './reference-device/memory';
import { hasStateFile, openStateFile } from './reference-device/state-file';

const flags = {
  broker: { type: 'string', value: 'URL', help: 'ws://HOST:PORT[/path] of the broker it belongs to' },
  id: { type: 'string', value: 'NAME', help: 'its id, which is its client id too, such as porch-cam' },
  username: { type: 'string', value: 'NAME', help: 'its first account, ID.a or ID.b' },
  state: { type: 'string', value: 'DIR', isKept: true, help: 'where it keeps its key and its passwords' },
  secure: {
    type: 'string',
    value: 'URL',
    help: 'mqtts://HOST:PORT where it logs in with a certificate, for which it asks',
  },
  ca: { type: 'string', value: 'FILE', help: 'certificate of the home’s authority; without, it trusts the first one' },
  'firmware-ca': {
    type: 'string',
    value: 'FILE',
    help: 'certificate of the authority whose signed firmware it takes: the home’s, or its maker’s',
  },
  'renew-days': { type: 'string', value: 'N', help: 'it asks for another certificate so long before the end (60)' },
  name: { type: 'string', value: 'TEXT', help: 'what it is called (its id)' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
} satisfies Flags;

const usage = `A small camera that speaks Gatehouse's own device profile, as a process of its own. Ctrl-C ends it.

  GATEHOUSE_PASSWORD=… npm run --silent device -- --broker ws://localhost:9001/mqtt --id porch-cam --username porch-cam.a --state DIR

${describeFlags(flags)}

The password in GATEHOUSE_PASSWORD is for its first start. From then on it knows its passwords itself, takes new ones
that are sealed to its key, and keeps them in the state directory: remove that, and it has forgotten who it is.`;

/** how often it tells how it is, and takes a picture */
const reportMs = 10_000;
/** what it runs when it comes out of its box */
const firstVersion = '1.0.0';
const say = (line: string) => void process.stdout.write(`${line}\n`);

try {
  const values = readFlags(flags, process.argv.slice(2));
  if (values.help) {
    endWithOutput();
    say(usage);
  } else await run(values);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

type Values = ReturnType<typeof readFlags<typeof flags>>;

async function run(values: Values): Promise<void> {
  const told = untilTold();
  const url = webSocketAddress('broker', wanted('broker', values.broker));
  const id = idFrom(wanted('id', values.id));
  const memory = memoryOf(wanted('state', values.state), wanted('username', values.username), id);
  const name = values.name ?? id;
  const secure = secureOf(values);
  const firmware = firmwareOf(values);
  say(`Pairing code: ${await pairingCodeOfKey(JSON.stringify(publicHalf(memory.load().key)))}`);
  const camera = openCamera(id, name);
  const device = connectDevice({
    url,
    id,
    memory,
    ...(secure !== null && { secure }),
    ...(firmware !== null && { firmware }),
    about: {
      name,
      kind: 'camera',
      vendor: 'Gatehouse',
      model: 'Reference camera',
      serial: `REF-${id}`,
      power: 'mains',
      capabilities: ['camera', 'motion', ...(firmware === null ? [] : ['firmware-update', 'firmware-check'])],
      firmware: firstVersion,
    },
    onCommand: (payload) => camera.hear(device, payload),
    log: say,
  });
  device.ready.then(
    () => say(`Ready: ${name}`),
    (error: Error) => say(`${error.message} It tries again; Ctrl-C ends it.`),
  );
  const reports = setInterval(() => camera.report(device), reportMs);
  await told;
  clearInterval(reports);
  await device.close();
  say('Ended');
  process.exit();
}

function secureOf({ secure, ca, 'renew-days': days }: Values): SecureOptions | null {
  if (secure === undefined) return null;
  if (!URL.canParse(secure) || new URL(secure).protocol !== 'mqtts:')
    throw new UsageError(`--secure takes an address such as mqtts://broker.lan:8883, not "${secure}".`);
  const renewal =
    days === undefined ? {} : { renewBeforeMs: wholeNumber('renew-days', days, { from: 1, to: 3650 }) * dayMs };
  return { url: secure, authorityPem: ca === undefined ? null : authorityIn('ca', ca), ...renewal };
}

function firmwareOf({ 'firmware-ca': file }: Values): FirmwareOptions | null {
  if (file === undefined) return null;
  const { raw } = new X509Certificate(authorityIn('firmware-ca', file));
  return { version: firstVersion, authorities: [new Uint8Array(raw)] };
}

function authorityIn(flag: string, file: string): string {
  try {
    return new X509Certificate(readFileSync(file)).toString();
  } catch {
    throw new UsageError(`--${flag} takes a file with a certificate in it, not "${file}".`);
  }
}

function wanted(flag: string, value: string | undefined): string {
  if (value) return value;
  throw new UsageError(`Say --${flag}. --help shows how.`);
}

function idFrom(text: string): string {
  if (/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(text)) return text;
  throw new UsageError(`--id takes letters, digits, dots and dashes, not "${text}".`);
}

/** What it knows from before, or what it is told at its first start. */
function memoryOf(directory: string, username: string, id: string): DeviceMemory {
  const memory = openStateFile(directory);
  const password = process.env['GATEHOUSE_PASSWORD'];
  if (hasStateFile(directory)) {
    const { current, next } = memory.load().holding;
    say(
      `It knows its passwords already: ${[current, next]
        .map((one) => one?.username)
        .filter(Boolean)
        .join(', ')}`,
    );
    if (password)
      say(`GATEHOUSE_PASSWORD is for a first start, and is not used. To begin anew, remove ${resolve(directory)}.`);
    return memory;
  }
  if (!password)
    throw new UsageError(
      'Set GATEHOUSE_PASSWORD for its first start. It is not taken from a flag: flags are seen by others.',
    );
  const kept = firstKept({ slot: slotOf(username, id), username, password });
  writeGiven('state', directory, () => memory.save(kept));
  return memory;
}

function slotOf(username: string, id: string): Slot {
  if (username === `${id}.a`) return 'a';
  if (username === `${id}.b`) return 'b';
  throw new UsageError(`--username takes ${id}.a or ${id}.b: a device has two accounts, of which one is in use.`);
}

/** A camera on a porch where nobody comes by. */
function openCamera(id: string, name: string) {
  let pictures = 0;

  function takePicture(device: ConnectedDevice): void {
    const scene: Scene = { place: 'porch', name, at: Date.now(), event: null, subject: null, parked: false };
    pictures += 1;
    const topic = `gatehouse/v1/device/${id}/image`;
    for (const payload of payloadsOf({ device: id, topic, scene, picture: pictures }))
      device.publish('image', payload, 0);
  }

  function report(device: ConnectedDevice): void {
    const told = { at: Date.now(), motion: false, viewers: 0, bitrateKbps: 0 };
    device.publish('telemetry', JSON.stringify(told), 0);
    takePicture(device);
  }

  function hear(device: ConnectedDevice, payload: string): void {
    const { id: asked, command } = commandIn(payload);
    const knows = command === 'take-picture' || command === 'report' || command === 'identify';
    const answer = knows ? { ok: true } : { ok: false, reason: 'it does not know that command' };
    device.publish('reply', JSON.stringify({ at: Date.now(), id: asked, ...answer }), 1);
    if (command === 'take-picture') takePicture(device);
    if (command === 'report') report(device);
    if (command === 'identify') device.publish('event', JSON.stringify({ at: Date.now(), event: 'identified' }), 1);
  }

  return { report, hear };
}

function commandIn(payload: string): { readonly id: string; readonly command: unknown } {
  try {
    const body = JSON.parse(payload) as { id?: unknown; command?: unknown } | null;
    return { id: typeof body?.id === 'string' ? body.id.slice(0, 64) : '', command: body?.command };
  } catch {
    return { id: '', command: null };
  }
}
