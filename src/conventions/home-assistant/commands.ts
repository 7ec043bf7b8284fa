import type { Command } from '@/core/command';
import type { Outgoing } from '@/core/message';

import { textIn } from '../json';
import type { DiscoveredDevice } from './device';
import type { Entity } from './entity';
import { isCoded, mainOf, mainSwitch } from './kind';
import { compileTemplate, type Value } from './template/template';
import { textOf } from './template/values';

/** how long a siren sounds when nobody stops it, seconds */
const sirenSeconds = 300;

/**
 * The publish that makes a device do `command`; null: none of its entities can. Discovery knows no question for a state or
 * for a newer firmware: publishers answer only to Home Assistant's own birth message, all of them at once.
 */
export function encodeCommand(device: DiscoveredDevice, command: Command): readonly Outgoing[] | null {
  const entities = [...device.entities.values()];
  const main = (component: string) => mainOf(entities.filter((entity) => entity.component === component));
  switch (command.type) {
    case 'lock':
      return lockMessage(main('lock'), 'payload_lock', 'LOCK');
    case 'unlock':
      return lockMessage(main('lock'), 'payload_unlock', 'UNLOCK');
    case 'switch':
      return switchMessage(mainSwitch(entities, device.kind()), command.on);
    case 'siren':
      return sirenMessage(main('siren'), command.sounding);
    case 'update':
      return messageTo(main('update'), main('update')?.options['payload_install']);
    case 'take-picture':
      return snapshotMessage(entities);
    case 'check-for-update':
    case 'privacy':
    case 'refresh':
    case 'schedule-update':
    case 'call-off-update':
      return null;
  }
}

/** A lock that asks for a code cannot be moved without one. */
function lockMessage(lock: Entity | undefined, option: string, fallback: string): readonly Outgoing[] | null {
  if (lock === undefined || isCoded(lock.options)) return null;
  const payload = lock.options[option] ?? fallback;
  return messageTo(lock, payload, { template: 'command_template' });
}

function switchMessage(entity: Entity | undefined, on: boolean): readonly Outgoing[] | null {
  if (entity === undefined || entity.options['schema'] === 'template') return null;
  if (entity.options['schema'] === 'json') return messageTo(entity, JSON.stringify({ state: on ? 'ON' : 'OFF' }));
  const payload = entity.options[on ? 'payload_on' : 'payload_off'] ?? (on ? 'ON' : 'OFF');
  return messageTo(entity, payload, { template: 'command_template' });
}

/** Without a template a siren is told its state as JSON (home-assistant.io/integrations/siren.mqtt, `command_template`). */
function sirenMessage(siren: Entity | undefined, sounding: boolean): readonly Outgoing[] | null {
  if (siren === undefined) return null;
  const { options } = siren;
  const state = textOf((options[sounding ? 'payload_on' : 'payload_off'] ?? (sounding ? 'ON' : 'OFF')) as Value);
  const variables = sounding && options['support_duration'] === true ? { state, duration: sirenSeconds } : { state };
  const template = !sounding && options['command_off_template'] ? 'command_off_template' : 'command_template';
  if (options[template] === undefined) return messageTo(siren, JSON.stringify(variables));
  return messageTo(siren, state, { template, variables });
}

/** A button of a camera that takes a picture now; discovery has no other way to ask for one. */
function snapshotMessage(entities: readonly Entity[]): readonly Outgoing[] | null {
  if (!entities.some(({ lenses }) => lenses.length > 0)) return null;
  const button = entities.find(({ component, objectId }) => component === 'button' && /snapshot/i.test(objectId));
  return messageTo(button, button?.options['payload_press'] ?? 'PRESS', { template: 'command_template' });
}

type Wording = { readonly template: string; readonly variables?: Readonly<Record<string, Value>> };

function messageTo(entity: Entity | undefined, payload: unknown, wording?: Wording): readonly Outgoing[] | null {
  const topic = textIn(entity?.options['command_topic']);
  if (entity === undefined || topic === null || !mayBeCommanded(topic)) return null;
  if (typeof payload !== 'string' && typeof payload !== 'number' && typeof payload !== 'boolean') return null;
  const value = textOf(payload);
  const text = wording === undefined ? value : worded(entity, value, wording);
  return text === null ? null : [{ topic, payload: text, qos: 1 }];
}

function worded(entity: Entity, value: string, { template, variables }: Wording): string | null {
  const source = textIn(entity.options[template]);
  if (source === null) return value;
  const compiled = compileTemplate(source);
  if ('reason' in compiled) return null;
  const rendered = compiled.render({ value, json: undefined, names: new Map(Object.entries(variables ?? {})) });
  return typeof rendered === 'symbol' || rendered === undefined ? null : textOf(rendered);
}

/**
 * Whoever may publish a discovery message chooses where our commands go and what they say, with the rights of the person
 * who presses the button: never to the broker's own topics (`$CONTROL` creates accounts), never to Gatehouse's.
 */
function mayBeCommanded(topic: string): boolean {
  return topic.length <= 1024 && !/^\$|^gatehouse\/|[+#\u0000]/.test(topic);
}
