import type { Command } from '@/core/command';
import type { Outgoing } from '@/core/message';
import type { Fact } from '@/core/observation';

import { isObject, numberIn, textIn, type JsonObject } from '../../json';
import { learn } from '../../learning';
import { shortIn } from '../../loose';
import { macIdentifier } from '../../mac';
import { source } from '../sign';
import { learnId, outputOf, type Gen2Device } from './device';
import { readWholeStatus } from './events';
import { endUpdate, firmwareFacts } from './firmware';

/** Each method has its own id, so that an answer tells what was asked, whoever of us asked it. */
const ids = {
  'Shelly.GetDeviceInfo': 1,
  'Shelly.GetStatus': 2,
  'MQTT.GetConfig': 3,
  'Shelly.CheckForUpdate': 4,
  'Shelly.Update': 5,
  Set: 6,
  'Shelly.GetComponents': 7,
} as const;

function ask(device: Gen2Device, method: string, params?: object): Outgoing {
  const id = Object.hasOwn(ids, method) ? ids[method as keyof typeof ids] : ids.Set; // one of its own keys
  const request = { id, src: source, method, ...(params !== undefined && { params }) };
  return { topic: `${device.prefix}/rpc`, payload: JSON.stringify(request), qos: 1 };
}

/** Who are you, how are you, and how do you log in? Where the id is unknown, only the last names the prefix. */
export function questionsTo(device: Gen2Device): readonly Outgoing[] {
  const login = ask(device, 'MQTT.GetConfig');
  if (device.id === null) return [login];
  return [ask(device, 'Shelly.GetStatus'), login, ask(device, 'Shelly.GetDeviceInfo')];
}

/** What its Bluetooth sensors are, from the one at `offset`: the list comes in parts (gen2, Shelly, "GetComponents"). */
export function questionAboutParts(device: Gen2Device, offset: number): Outgoing {
  return ask(device, 'Shelly.GetComponents', { offset, include: ['status', 'config'], dynamic_only: true });
}

export function encodeGen2(device: Gen2Device, command: Command): readonly Outgoing[] | null {
  switch (command.type) {
    case 'switch': {
      const output = outputOf(device);
      return output === null ? null : [ask(device, output.method, { id: output.id, on: command.on })];
    }
    case 'check-for-update':
      return [ask(device, 'Shelly.CheckForUpdate')];
    case 'update':
      return [ask(device, 'Shelly.Update', { stage: 'stable' })];
    case 'refresh':
      return [ask(device, 'Shelly.GetDeviceInfo'), ask(device, 'Shelly.GetStatus')];
    case 'lock':
    case 'unlock':
    case 'siren':
    case 'take-picture':
    case 'privacy':
    case 'schedule-update':
    case 'call-off-update':
      return null;
  }
}

/** What a device answers; what it is about shows in the answer, only a refusal needs the id of its question. */
export function readAnswer(device: Gen2Device, answer: JsonObject): readonly Fact[] {
  const { result, error, id } = answer;
  if (isObject(error)) return id === ids['Shelly.Update'] ? refusedUpdate(device, error) : [];
  if (!isObject(result)) return [];
  if (isObject(result['sys'])) return readWholeStatus(device, result);
  if (textIn(result['ver']) !== null && textIn(result['id']) !== null) return readDeviceInfo(device, result);
  if ('topic_prefix' in result) return readLogin(device, result);
  if (id === ids['Shelly.CheckForUpdate']) return firmwareFacts(device, null, result);
  return [];
}

function readDeviceInfo(device: Gen2Device, info: JsonObject): readonly Fact[] {
  learnId(device, textIn(info['id']));
  learn(device, 'mac', macIdentifier(info['mac']));
  learn(device, 'name', shortIn(info['name']));
  learn(device, 'model', shortIn(info['model']));
  return firmwareFacts(device, shortIn(info['ver']), null);
}

/** The prefix a device says it speaks on; by default that is its id. null: the answer is about something else. */
export function prefixIn({ result, src }: JsonObject): string | null {
  if (!isObject(result) || !('topic_prefix' in result)) return null;
  return textIn(result['topic_prefix']) ?? textIn(src);
}

/** MQTT.GetConfig never tells the password, and what it is set to is not what it uses as long as it has to be restarted. */
function readLogin(device: Gen2Device, config: JsonObject): readonly Fact[] {
  if (device.needsRestart) return [];
  const [username, clientId] = [shortIn(config['user']), shortIn(config['client_id'])];
  if (username === null && clientId === null) return [];
  return [{ type: 'broker-login', username, clientId, handOver: 'command' }];
}

function refusedUpdate(device: Gen2Device, error: JsonObject): readonly Fact[] {
  const code = numberIn(error['code']);
  const reason = textIn(error['message'])?.slice(0, 160) ?? (code === null ? null : `Error ${code}`);
  return endUpdate(device, { outcome: 'failed', reason, percent: null });
}
