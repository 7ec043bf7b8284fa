import { existsSync, readdirSync, readFileSync } from 'node:fs';

import { inventoryDocument } from '@/cli/inventory-document';
import type { Device } from '@/core/device';
import { knownDevice } from '@/core/known-device';
import type { Message } from '@/core/message';
import { writeAlert } from '@/session/alerts/alert-line';
import { openAlerts } from '@/session/alerts/alerts';
import { openPipeline } from '@/session/hearing/pipeline';
import { createProblems } from '@/session/recent/problems';
import { openUnknownTopics } from '@/session/look-around/unknown-topics';

import type { Convention, LazyConvention } from './convention';
import { textOf } from './json';

/** Where the captured messages lie on a machine that has them; a fresh clone has none. */
const captures = new URL('../../../shared/captures/', import.meta.url);

export const capturesAreHere = existsSync(captures);

const ending = '.expected.json';
/** those of which it is told what a reader must end up with */
export const captureNames: readonly string[] = capturesAreHere
  ? readdirSync(captures).flatMap((file) => (file.endsWith(ending) ? file.slice(0, -ending.length) : []))
  : [];

type Expected = {
  /** null: only mentioned, a reader may leave it out */
  readonly id: string | null;
  readonly name: string | null;
  /** false: the name is known from elsewhere and stands in no message */
  readonly name_on_wire?: boolean;
  readonly vendor: string | null;
  readonly model: string | null;
  readonly kind: string;
  readonly online: boolean | null;
  readonly battery: number | null;
  readonly rssi: number | null;
  readonly lqi: number | null;
  readonly lock_state?: string | null;
  readonly alarm_state?: string | null;
  readonly firmware: {
    readonly installed: string | null;
    readonly latest: string | null;
    readonly update_available: boolean | null;
  };
};

/** One field that is not as expected. `invented`: nothing is on the wire, and something was claimed. */
export type Difference = {
  readonly device: string;
  readonly field: string;
  readonly expected: unknown;
  readonly found: unknown;
  readonly invented: boolean;
};

export type Agreement = {
  readonly devices: number;
  readonly devicesRight: number;
  readonly fields: number;
  readonly fieldsRight: number;
  readonly missing: readonly string[];
  readonly unexpected: readonly string[];
  readonly differences: readonly Difference[];
};

/** Replays a capture through the conventions and holds the home against what a reader must end up with. */
export async function compare(name: string, conventions: Conventions): Promise<Agreement> {
  const expected = JSON.parse(read(`${name}${ending}`)) as {
    devices: Expected[];
    optional_devices?: (string | { id: string })[];
  };
  const found = new Map(
    [...(await replay(name, conventions))].flatMap((device) => device.identifiers.map((id) => [bare(id), device])),
  );
  const differences: Difference[] = [];
  const missing: string[] = [];
  let fields = 0;
  const listed = expected.devices.flatMap((device) => (device.id === null ? [] : [{ ...device, id: device.id }]));
  for (const device of listed) {
    const match = found.get(device.id.toLowerCase());
    if (match === undefined) {
      missing.push(device.id);
      continue;
    }
    for (const [field, want, have] of fieldsOf(device, match)) {
      fields += 1;
      if (agrees(field, want, have)) continue;
      differences.push({
        device: device.id,
        field,
        expected: want,
        found: have,
        invented: want === null && have !== null,
      });
    }
  }
  const named = [...listed, ...(expected.optional_devices ?? [])];
  const known = new Set(named.map((one) => (typeof one === 'string' ? one : one.id).toLowerCase()));
  const unexpected = [...new Set(found.values())]
    .filter((device) => !device.identifiers.some((id) => known.has(bare(id))))
    .map(({ id, name: called }) => `${id} (${called})`);
  return {
    devices: listed.length,
    devicesRight: listed.length - missing.length,
    fields,
    fieldsRight: fields - differences.length,
    missing,
    unexpected,
    differences,
  };
}

/** The line a capture is reported with. */
export function line(name: string, agreement: Agreement): string {
  const { devices, devicesRight, fields, fieldsRight, differences, unexpected } = agreement;
  const invented = differences.filter((difference) => difference.invented).length + unexpected.length;
  return `${name}: devices ${devicesRight}/${devices}, fields ${fieldsRight}/${fields}, invented ${invented}`;
}

/**
 * Everything of a capture that a page or a process could show, store, publish or print: each message as it may be shown, the
 * devices, the lines of their alerts, the inventory with its problems, what is remembered, and what nobody claims.
 */
export async function whatIsShown(name: string, conventions: Conventions): Promise<string> {
  const problems = createProblems();
  const pipeline = openPipeline(conventions, problems.add);
  const unknown = openUnknownTopics(() => null);
  let now = 0;
  const ignore = () => {};
  const alerts = openAlerts({
    home: pipeline.home,
    clock: () => now,
    share: false,
    onChange: ignore,
    onSharing: ignore,
    onProblem: problems.add,
  });
  const messages: string[] = [];
  const topics = new Set<string>();
  for (const message of messagesOf(name)) {
    now = message.at;
    alerts.pass(now);
    await pipeline.prepare(message);
    const { decoded } = pipeline.hear(message);
    if (decoded === null) {
      unknown.take(message);
      topics.add(message.topic);
      continue;
    }
    alerts.hear(message, decoded.observations, pipeline.changes);
    messages.push(decoded.masked ?? textOf(message.payload));
  }
  const devices = [...pipeline.home.devices.values()];
  const all = [...alerts.all.values()];
  const document = { at: now, broker: null, devices, alerts: all, problems: problems.list(), timed: true };
  return JSON.stringify([
    messages,
    devices,
    all.map(writeAlert),
    inventoryDocument(document),
    devices.map(knownDevice),
    unknown.list(topics),
  ]);
}

type Conventions = readonly (Convention | LazyConvention)[];

async function replay(name: string, conventions: Conventions): Promise<Iterable<Device>> {
  const pipeline = openPipeline(conventions, () => {});
  for (const message of messagesOf(name)) {
    await pipeline.prepare(message);
    pipeline.hear(message);
  }
  return pipeline.home.devices.values();
}

/** The messages of a capture in their order. `retained` is the flag the publisher set, where the capture tells it. */
export function linesOf(
  name: string,
): readonly { readonly topic: string; readonly payload: Uint8Array; readonly retained: boolean }[] {
  const encoder = new TextEncoder();
  return read(`${name}.jsonl`)
    .split('\n')
    .filter(Boolean)
    .map((text) => {
      const { topic, payload, payload_base64: base64, retain } = JSON.parse(text) as Record<string, unknown>;
      const bytes = typeof base64 === 'string' ? Buffer.from(base64, 'base64') : encoder.encode(String(payload));
      return { topic: String(topic), payload: bytes, retained: retain === true };
    });
}

/** The messages of a capture, a millisecond apart, live. */
export function messagesOf(name: string): readonly Message[] {
  const start = Date.UTC(2026, 10, 23, 12);
  return linesOf(name).map(({ topic, payload }, index) => ({ topic, payload, retained: false, at: start + index }));
}

function fieldsOf(
  expected: Expected,
  found: Device,
): readonly (readonly [field: string, want: unknown, have: unknown])[] {
  const firmware = found.firmware?.value;
  const name = expected.name_on_wire === false ? null : expected.name;
  return [
    ['name', name, name === null && found.nameIsDerived ? null : found.name],
    ['vendor', expected.vendor, found.vendor],
    ['model', expected.model, found.model],
    ['kind', expected.kind, found.kind],
    ['firmware.installed', expected.firmware.installed, firmware?.installed ?? null],
    ['firmware.latest', expected.firmware.latest, firmware?.latest ?? null],
    ['firmware.update_available', expected.firmware.update_available, firmware?.updateAvailable ?? null],
    ['online', expected.online, found.reachability],
    ['battery', expected.battery, found.battery?.value.percent ?? null],
    ['rssi', expected.rssi, found.signal?.value.rssiDbm ?? null],
    ['lqi', expected.lqi, found.signal?.value.lqi ?? null],
    ['lock_state', expected.lock_state ?? null, found.state.lock?.value ?? null],
    ['alarm_state', expected.alarm_state ?? null, found.state.alarm?.value ?? null],
  ];
}

/** CONTRACT.md, "Inventory document", says what agrees. */
function agrees(field: string, want: unknown, have: unknown): boolean {
  if (field === 'kind')
    return (
      want === have || (want === 'other' && others.has(String(have))) || (want === 'camera' && have === 'doorbell')
    );
  // a sleeper whose will says offline agrees with either
  if (field === 'online' && have === 'asleep') return want !== null;
  if (field === 'online') return want === online.get(String(have));
  return want === have;
}

const others = new Set(['plug', 'light', 'cover', 'climate']);
const online = new Map<string, boolean | null>([
  ['online', true],
  ['offline', false],
  ['unknown', null],
]);

function bare(identifier: string): string {
  return identifier.slice(identifier.indexOf(':') + 1).toLowerCase();
}

function read(file: string): string {
  return readFileSync(new URL(file, captures), 'utf8');
}
