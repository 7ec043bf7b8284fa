import type { Device, ToldState } from './device';
import type { Reachability } from './observation';
import type { State, StateKey } from './state';

/** Something a device was seen to do. Readings that drift (a temperature) are no activity. */
export type Activity = { readonly at: number } & (
  | { [K in StateKey]: { readonly type: 'state'; readonly key: K; readonly value: NonNullable<State[K]> } }[StateKey]
  | { readonly type: 'reachability'; readonly reachability: Reachability }
  | { readonly type: 'event'; readonly text: string }
);

const telling: readonly StateKey[] = [
  'lock',
  'alarm',
  'contact',
  'motion',
  'occupancy',
  'vibration',
  'smoke',
  'carbonMonoxide',
  'gas',
  'leak',
  'glassBreak',
  'sound',
  'presence',
  'cover',
  'valve',
  'tamper',
  'siren',
  'switch',
];

/**
 * What `after` did since `before`, oldest first. A memory of the broker tells what is so, not that it just happened:
 * it is no activity. A lock that does not know for a moment on its way has moved all the same.
 */
export function activityBetween(before: Device | undefined, after: Device): readonly Activity[] {
  if (before === undefined) return [];
  const seen: Activity[] = [];
  if (before.state !== after.state) {
    for (const key of telling) {
      const told = after.state[key];
      const was = lastTold(before, key);
      if (told === undefined || told.retained || told.value === was?.value) continue;
      // the first word of a lock or a door tells how it stands, not that it moved; motion is news also the first time
      if (was === undefined && told.value !== true) continue;
      // the key and its value come from the same entry, which TypeScript does not follow through the union
      seen.push({ type: 'state', at: told.at, key, value: told.value } as Activity);
    }
  }
  const { lastEvent, said } = after;
  if (lastEvent !== null && !lastEvent.retained && !isRepeat(before.lastEvent, lastEvent)) {
    seen.push({ type: 'event', at: lastEvent.at, text: lastEvent.value.text });
  }
  if (said !== null && !said.retained && before.said !== null && said.value !== before.said.value) {
    seen.push({ type: 'reachability', at: said.at, reachability: said.value });
  }
  return seen.length < 2 ? seen : seen.toSorted((one, other) => one.at - other.at);
}

/** What it told last, though it may have said since that it does not know. */
export function lastTold<K extends StateKey>({ state, untold }: Device, key: K): ToldState[K] | undefined {
  return state[key] ?? untold?.[key];
}

/** Radio devices send one event several times, and two receivers hear it: within this time the same is one. */
const repeatMs = 1_000;

function isRepeat(before: Device['lastEvent'], after: NonNullable<Device['lastEvent']>): boolean {
  if (before === null || before === after) return before === after;
  const { event, text } = after.value;
  const isSame = before.value.event === event && before.value.text === text;
  return isSame && !before.retained && Math.abs(after.at - before.at) < repeatMs;
}
