import type { Message } from '@/core/message';
import type { Fact } from '@/core/observation';
import { alarmStates, type AlarmState, type LockState } from '@/core/state';

import { isObject, textIn } from '../json';
import { shortIn } from '../loose';
import type { Payload } from '../payload';
import type { Node } from './node';

/** esphome/components/mqtt: what `component_type()` may be. */
const components = new Set([
  'alarm_control_panel',
  'binary_sensor',
  'button',
  'climate',
  'cover',
  'date',
  'datetime',
  'event',
  'fan',
  'light',
  'lock',
  'number',
  'select',
  'sensor',
  'switch',
  'text',
  'text_sensor',
  'time',
  'update',
  'valve',
]);

/** What keeps children off the buttons of a plug or a heater is written as a lock too, and is a setting. */
export function isOfButtons(id: string): boolean {
  return /(?:^|_)(?:child|button|key(?:pad)?)_?lock/i.test(id);
}

const mostEntities = 256;

export function isComponent(name: string): boolean {
  return components.has(name);
}

/** Notes an entity that spoke; false: there are more than a device can have. */
export function noteEntity(node: Node, component: string, id: string): boolean {
  const ids = node.entities.get(component);
  if (ids?.has(id)) return true;
  const count = [...node.entities.values()].reduce((sum, some) => sum + some.size, 0);
  if (count >= mostEntities) return false;
  if (ids === undefined) node.entities.set(component, new Set([id]));
  else ids.add(id);
  node.isNews = true;
  return true;
}

/** What `<prefix>/<component>/<id>/state` tells of the house. */
export function readEntity(
  node: Node,
  component: string,
  id: string,
  { text, json }: Payload,
  message: Message,
): readonly Fact[] {
  switch (component) {
    case 'lock':
      return readLock(node, id, text.trim());
    case 'alarm_control_panel': {
      const alarm = alarms.get(text.trim().toLowerCase());
      return alarm === undefined ? [] : [{ type: 'state', state: { alarm } }];
    }
    case 'switch':
    case 'light':
    case 'fan':
      return readOutput(node, `${component}/${id}`, isObject(json) ? json['state'] : text.trim(), message);
    case 'event': {
      const event = isObject(json) ? textIn(json['event_type']) : null;
      return event === null || message.retained
        ? []
        : [
            {
              type: 'event',
              event: event.slice(0, 64),
              text: `${event.replaceAll('_', ' ').slice(0, 64)} (as the device calls it)`,
            },
          ];
    }
    case 'update':
      return isObject(json) ? readUpdate(json) : [];
    default:
      return [];
  }
}

const locks: ReadonlyMap<string, LockState> = new Map([
  ['LOCKED', 'locked'],
  ['UNLOCKED', 'unlocked'],
  ['JAMMED', 'jammed'],
  ['LOCKING', 'locking'],
  ['UNLOCKING', 'unlocking'],
]);

/** as `lock_state_to_string` says it of one that has not moved since its start */
const unknownBolts: ReadonlySet<string> = new Set(['UNKNOWN', 'NONE']);
/**
 * Of several locks the worst is told: a house is as open as its most open door, and not locked where one of them does not know.
 */
const worstFirst: readonly (LockState | 'unknown')[] = [
  'jammed',
  'unlocked',
  'unlocking',
  'locking',
  'unknown',
  'locked',
];

function readLock(node: Node, id: string, text: string): readonly Fact[] {
  const state = locks.get(text) ?? (unknownBolts.has(text) ? 'unknown' : undefined);
  if (state === undefined) return [];
  node.locks.set(id, state);
  const worst = worstFirst.find((one) => [...node.locks.values()].includes(one));
  if (worst === 'unknown') return [{ type: 'untold', key: 'lock' }];
  return worst === undefined ? [] : [{ type: 'state', state: { lock: worst } }];
}

const alarms: ReadonlyMap<string, AlarmState> = new Map(alarmStates.map((state) => [state, state]));

function readOutput(node: Node, key: string, state: unknown, { at, retained }: Message): readonly Fact[] {
  if (state !== 'ON' && state !== 'OFF') return [];
  const word = state === 'ON' ? 'on' : 'off';
  const before = node.outputs.get(key);
  if (before === undefined) node.isNews = true;
  if (before?.state !== word || before.when.retained !== retained)
    node.outputs.set(key, { state: word, when: { at, retained } });
  return [];
}

/** `{"installed_version":…,"latest_version":…}` (mqtt_update.cpp); it says nothing of an update that runs. */
function readUpdate(update: Readonly<Record<string, unknown>>): readonly Fact[] {
  const [installed, latest] = [shortIn(update['installed_version']), shortIn(update['latest_version'])];
  if (installed === null && latest === null) return [];
  return [
    {
      type: 'firmware',
      installed,
      latest,
      updateAvailable: installed === null || latest === null ? null : installed !== latest,
      releaseNotes: shortIn(update['release_summary']),
    },
  ];
}
