import { limits } from '@/core/limits';
import type { Command } from '@/core/command';
import type { Message, Outgoing } from '@/core/message';
import type { Fact, Identifier, VoiceKey } from '@/core/observation';

import { bridgeless } from '../bridgeless';
import { openCandidates } from '../candidates';
import type { Convention, Decoded, Reader } from '../convention';
import { heardNow, leaksOf, nothing, problem, quiet } from '../decoded';
import { isHead } from '../head';
import { isObject, type JsonObject } from '../json';
import { onlineWord } from '../last-will';
import { payloadOf } from '../payload';
import { tell } from '../tell';
import { openWanted } from '../wanted';
import { addressIn, openSensor, readSensor, sensorIdentity, type Sensor } from './bluetooth';
import { gatewayIdentity, openGateway, readRelease, readSystem, readVersion, type Gateway } from './gateway';
import { openmqttgatewaySign } from './sign';

const mostGateways = 64;
const mostSensors = 1_000;
const bluetooth = 'BTtoMQTT/';

/**
 * OpenMQTTGateway (docs.openmqttgateway.com) and Theengs Gateway (gateway.theengs.io): the gateways themselves and the
 * Bluetooth sensors they decode. What a 433 MHz receiver hears has no identity and is nobody's.
 */
export const openmqttgateway: Convention = { name: openmqttgatewaySign.name, open: openReader };

function openReader(): Reader {
  const wanted = openWanted(openmqttgatewaySign.filters);
  const candidates = openCandidates(wanted, (head) => [`${head}/SYStoMQTT`, `${head}/BTtoMQTT/+`]);
  const gateways = new Map<string, Gateway>();
  const byVoice = new Map<VoiceKey, Gateway>();
  const sensors = new Map<Identifier, Sensor>();

  function read(message: Message): Decoded | null {
    const { topic } = message;
    const head = headOf(topic);
    if (head === null) return null;
    const known = gateways.get(head);
    const what = topic.slice(head.length + 1);
    if (what === 'LWT') return readWill(head, known, message);
    const isSaid = what.includes('toMQTT');
    if (known === undefined && !(isSaid && candidates.has(head))) return null;
    if (message.payload.byteLength > limits.stateBytes)
      return known === undefined ? null : problem(topic, 'A message is larger than 64 KiB and was not read');
    const { json, masked } = payloadOf(message);
    if (!isSaid && what !== 'version') return quiet(masked.text);
    if (isObject(json) && (what.startsWith(bluetooth) || what === 'SYStoMQTT' || known !== undefined)) {
      const gateway = known ?? open(head);
      return gateway === null ? null : readSaid(gateway, what, json, message);
    }
    return known === undefined ? null : readText(known, what, message);
  }

  function open(head: string): Gateway | null {
    if (gateways.size >= mostGateways || !isHead(head)) return null;
    const gateway = openGateway(head);
    gateways.set(head, gateway);
    byVoice.set(gateway.voice, gateway);
    candidates.take(head, gateway.will);
    wanted.add(['SYStoMQTT', 'RLStoMQTT', 'version', 'BTtoMQTT/+'].map((what) => `${head}/${what}`));
    return gateway;
  }

  function readWill(head: string, known: Gateway | undefined, message: Message): Decoded | null {
    const online = onlineWord(message);
    if (online === null) return null;
    if (known === undefined) {
      candidates.meet(head, online, message);
      return null;
    }
    known.will.hear(online, message);
    // the broker speaks the will, the gateway itself only that it is there
    return told(known, message, online ? heardNow(message) : []);
  }

  function readSaid(gateway: Gateway, what: string, json: JsonObject, message: Message): Decoded {
    if (what === 'SYStoMQTT') return told(gateway, message, [...heardNow(message), ...readSystem(gateway, json)]);
    if (what === 'RLStoMQTT') return told(gateway, message, [...heardNow(message), ...readRelease(gateway, json)]);
    if (!what.startsWith(bluetooth)) return told(gateway, message, heardNow(message));
    const mac = addressIn(json, what.slice(bluetooth.length));
    const sensor = mac === null ? null : sensorAt(mac, gateway);
    if (sensor === null) return told(gateway, message, heardNow(message));
    const facts = [...heardNow(message), ...readSensor(sensor, json), ...leaks(message)];
    const observations = [
      ...(gateway.isNews ? tell('openmqttgateway', gateway, gatewayIdentity, message, []) : []),
      ...tell('openmqttgateway', sensor, sensorIdentity, message, facts),
    ];
    return { observations, problems: [], masked: payloadOf(message).masked.text };
  }

  /** A sensor stays with the gateway that heard it first, until that one is gone. */
  function sensorAt(mac: Identifier, gateway: Gateway): Sensor | null {
    const known = sensors.get(mac);
    if (known !== undefined) {
      if (known.via !== gateway && known.via.will.isOnline === false) {
        known.via = gateway;
        known.isNews = true;
      }
      return known;
    }
    if (sensors.size >= mostSensors) return null;
    const sensor = openSensor(mac, gateway);
    sensors.set(mac, sensor);
    return sensor;
  }

  function readText(gateway: Gateway, what: string, message: Message): Decoded {
    if (message.payload.byteLength === 0) return nothing;
    const { text, masked } = payloadOf(message);
    if (what === 'version') return told(gateway, message, [...heardNow(message), ...readVersion(gateway, text)]);
    return problem(message.topic, 'A message is not a JSON object', masked.text);
  }

  function told(gateway: Gateway, message: Message, facts: readonly Fact[]): Decoded {
    const observations = tell('openmqttgateway', gateway, gatewayIdentity, message, [...facts, ...leaks(message)]);
    return { observations, problems: [], masked: payloadOf(message).masked.text };
  }

  return {
    ...bridgeless,
    convention: 'openmqttgateway',
    read,
    filters: wanted.list,
    filtersSince: wanted.since,
    get filtersRevision() {
      return wanted.revision;
    },
    encode(voice, command) {
      const gateway = byVoice.get(voice);
      return gateway === undefined ? null : encode(gateway, command);
    },
    unheard: () => [],
  };
}

/** The topic of the gateway in one of what it says, or is told; null: another program's. */
function headOf(topic: string): string | null {
  if (topic.endsWith('/LWT')) return topic.slice(0, -'/LWT'.length);
  if (topic.endsWith('/version')) return topic.slice(0, -'/version'.length);
  const end = topic.includes('toMQTT') ? topic.search(/\/[A-Za-z0-9_]+toMQTT(?:\/|$)/) : topic.indexOf('/commands/');
  return end > 0 ? topic.slice(0, end) : null;
}

/**
 * A 433 MHz remote's `code` opens no lock with a keypad: it is masked, but it is what the gateway is there to tell and no
 * finding.
 */
function leaks(message: Message): readonly Fact[] {
  const { masked } = payloadOf(message);
  const found = masked.found.filter((key) => key !== 'code');
  return found.length === 0 ? [] : leaksOf({ ...masked, found }, message.topic);
}

function encode({ head, latest }: Gateway, command: Command): readonly Outgoing[] | null {
  const send = (what: string, payload: object): readonly Outgoing[] => [
    { topic: `${head}/commands/MQTTtoSYS/${what}`, payload: JSON.stringify(payload), qos: 1 },
  ];
  switch (command.type) {
    case 'update':
      return latest === null ? null : send('firmware_update', { version: 'latest' });
    case 'refresh':
      return send('config', { cmd: 'status' });
    case 'lock':
    case 'unlock':
    case 'switch':
    case 'siren':
    case 'check-for-update':
    case 'take-picture':
    case 'privacy':
    case 'schedule-update':
    case 'call-off-update':
      return null;
  }
}
