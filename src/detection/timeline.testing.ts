import { alertId, type AlertSignal, type JudgedAlert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import type { Happening } from '@/core/happening';
import { openChanges, openHome } from '@/core/home';
import { fold } from '@/core/fold/fold';
import type { KnownDevice } from '@/core/known-device';
import type { Capability, ConventionName, DeviceKind, Fact, Observation } from '@/core/observation';
import type { State } from '@/core/state';

import { openDetection } from './detection';
import type { CompareVersions } from './rules/firmware-downgrade';
import { localTimeIn } from './learned/local-time';
import type { Cause, Standing } from './rule';
import { rulesOf } from './rules';

type Identity = Extract<Fact, { type: 'identity' }>;
type Saying = { readonly facts: readonly Fact[]; readonly retained: boolean; readonly by?: ConventionName };
/** what comes about beside the words of devices; its time is that of its column */
type Beside = { readonly happens: Telling };
/** one member of `Happening` without its time */
export type Telling = Happening extends infer One ? (One extends unknown ? Omit<One, 'at'> : never) : never;

/** What a device of a story is. Its key in the story is its id. */
export type Part = Partial<Identity>;
/** One device of a story: what it says at each column, `-` nothing, and what each letter says. */
export type Row = readonly [
  device: string,
  columns: string,
  says: Readonly<Record<string, Saying | Beside | readonly Fact[]>>,
];

export type Story = {
  readonly devices: Readonly<Record<string, Part>>;
  readonly rows: readonly Row[];
  /** what a column lasts */
  readonly everyMs?: number;
  readonly known?: readonly KnownDevice[] | null;
  /** false: nobody is known when the story begins */
  readonly announced?: boolean;
  /** what others opened before */
  readonly standing?: readonly Standing[];
  /**
   * `r`: at this column whoever watches is started anew, with what it counted; then each device is remembered by the broker.
   * `x`: nobody listens at this column
   */
  readonly restarts?: string;
  /**
   * What a person says at a column of what was seen last: `m` this was me, `f` a false alarm, `n` that is taken back. As a session
   * does it, all that was said is said again after a restart
   */
  readonly judged?: string;
  /** default: `start` */
  readonly begins?: number;
  /** IANA name of the zone whose clocks the home keeps to */
  readonly timeZone?: string;
};

export const start = Date.UTC(2026, 10, 23, 12);

/**
 * Plays a story, one column after the other, and draws what was said of each alert as a line of the same columns: `a` seen
 * (`i` where it was so already when we looked), `+` more of it, `c` calm, `o` over. Of several in one column the last is drawn.
 */
export function timeline(story: Story): Readonly<Record<string, string>> {
  const lines: Record<string, string[]> = {};
  const columns = Math.max(...story.rows.map(([, row]) => row.length));
  for (const { column, signal } of play(story)) {
    const cause = signal.type === 'seen' ? signal.sighting : signal;
    const key = `${cause.class} ${cause.subject}`;
    const line = (lines[key] ??= Array.from({ length: columns }, () => '-'));
    line[column] = letterOf(signal);
  }
  return Object.fromEntries(Object.entries(lines).map(([key, letters]) => [key, letters.join('')]));
}

type Said = { readonly column: number; readonly signal: AlertSignal };

/** Every signal of a story in order, with its column. */
export function play(story: Story): readonly Said[] {
  const {
    devices,
    rows,
    everyMs = 1_000,
    known = null,
    announced = true,
    standing = [],
    restarts = '',
    judged = '',
    begins = start,
    timeZone,
  } = story;
  const rules = rulesOf(compareNumbers, undefined, localTimeIn(timeZone));
  let home = openHome();
  let detection = openDetection({ home, known, rules });
  const said: Said[] = [];

  const hear = (
    column: number,
    at: number,
    retained: boolean,
    telling: Readonly<Record<string, readonly Fact[]>>,
    convention: ConventionName = 'zigbee2mqtt',
  ) => {
    const changes = openChanges();
    const observations = Object.entries(telling).flatMap(([device, facts]) =>
      facts.map((fact): Observation => ({ device: voiceOf(device), convention, at, retained, fact })),
    );
    for (const signal of detection.tick(at)) said.push({ column, signal });
    for (const observation of observations) fold(home, observation, changes);
    const topic = `z/${Object.keys(telling).join()}`;
    for (const signal of detection.hear({ at, retained, topic, observations, ...changes }))
      said.push({ column, signal });
  };

  const announce = (column: number, at: number) => {
    const told = Object.keys(devices).map((key) => [key, [identityOf(key, devices[key])]]);
    hear(column, at, true, Object.fromEntries(told));
    detection.lookedOver();
  };
  /** as a session does: what stands is read before it looks for itself */
  const begin = (column: number, at: number, alerts: Iterable<Standing>) => {
    for (const alert of alerts) for (const signal of detection.adopt(alert, at)) said.push({ column, signal });
    if (announced || column > 0) announce(column, at);
  };
  const startAnew = (column: number, at: number) => {
    const counts: unknown = JSON.parse(JSON.stringify(detection.counts()));
    home = openHome();
    detection = openDetection({ home, known, counts, now: at, rules });
    begin(column, at, standingAfter(standing, said));
    for (const alert of verdicts.values()) detection.teach(alert, at);
  };
  const verdicts = new Map<string, JudgedAlert>();
  const judge = (column: number, at: number) => {
    const kind = ({ m: 'mine', f: 'false-alarm', n: 'none' } as const)[judged[column] ?? '-'];
    if (kind === undefined) return;
    const last = said.findLast(({ signal }) => signal.type === 'seen')?.signal;
    if (last?.type !== 'seen') throw new Error('Nothing was seen that could be judged');
    const { sighting } = last;
    const id = alertId(sighting.class, sighting.subject, sighting.t);
    const verdict = { kind, at, changes: (verdicts.get(id)?.verdict.changes ?? 0) + 1 };
    const alert = { ...alertOf({ ...sighting, id, state: 'resolved' }), verdict };
    verdicts.set(id, alert);
    for (const signal of detection.teach(alert, at)) said.push({ column, signal });
  };
  begin(0, begins, standing);
  const columns = Math.max(...rows.map(([, row]) => row.length));
  for (let column = 0; column < columns; column++) {
    const at = begins + column * everyMs;
    if (restarts[column] === 'x') continue;
    if (restarts[column] === 'r') startAnew(column, at);
    for (const [device, row, says] of rows) {
      const saying = says[row[column] ?? '-'];
      if (saying === undefined) continue;
      if ('happens' in saying) {
        for (const signal of detection.tick(at)) said.push({ column, signal });
        // a telling and a time are a happening: `Omit` of each member left out nothing else
        for (const signal of detection.happen({ ...saying.happens, at } as Happening)) said.push({ column, signal });
        continue;
      }
      const { facts, retained, by }: Saying = 'facts' in saying ? saying : { facts: saying, retained: false };
      hear(column, at, retained, { [device]: facts }, by);
    }
    if (!announced && column === 0) detection.lookedOver();
    for (const signal of detection.tick(at + everyMs - 1)) said.push({ column, signal });
    judge(column, at + everyMs - 1);
  }
  return said;
}

/** What stood before or was seen since, and is not over. */
function standingAfter(before: readonly Standing[], said: readonly Said[]): Iterable<Standing> {
  const nameOf = (cause: Cause) => `${cause.class} ${cause.subject}`;
  const standing = new Map(before.map((alert) => [nameOf(alert), alert]));
  for (const { signal } of said) {
    if (signal.type === 'seen') standing.set(nameOf(signal.sighting), signal.sighting);
    if (signal.type === 'over') standing.delete(nameOf(signal));
  }
  return standing.values();
}

function letterOf(signal: AlertSignal): string {
  if (signal.type === 'seen') return signal.sighting.news ? 'a' : 'i';
  return { more: '+', calm: 'c', over: 'o' }[signal.type];
}

const voiceOf = (device: string) => `z:${device}`;

/** The stories' own numbering: whole numbers. */
const compareNumbers: CompareVersions = (one, other) => {
  const difference = Number(one) - Number(other);
  return Number.isNaN(difference) ? null : (Math.sign(difference) as -1 | 0 | 1);
};

export function identityOf(key: string, part: Part = {}): Identity {
  return {
    type: 'identity',
    identifiers: [key],
    name: key,
    nameIsDerived: false,
    room: null,
    vendor: null,
    model: null,
    kind: 'sensor',
    capabilities: [],
    power: 'battery',
    disabled: false,
    ...part,
    via: part.via === undefined || part.via === null ? null : voiceOf(part.via),
  };
}

export const part = (kind: DeviceKind, capabilities: readonly Capability[] = [], more: Part = {}): Part => ({
  kind,
  capabilities,
  ...more,
});
export const bridge = part('hub', [], { power: null });

export const state = (told: State): readonly Fact[] => [{ type: 'state', state: told }];
export const online: readonly Fact[] = [{ type: 'reachability', reachability: 'online' }];
export const offline: readonly Fact[] = [{ type: 'reachability', reachability: 'offline' }];
/** the broker's memory of it */
export const remembered = (facts: readonly Fact[]): Saying => ({ facts, retained: true });
/** in the words of another convention than that of the story */
export const saidBy = (by: ConventionName, facts: readonly Fact[]): Saying => ({ facts, retained: false, by });
export const happens = (telling: Telling): Beside => ({ happens: telling });
