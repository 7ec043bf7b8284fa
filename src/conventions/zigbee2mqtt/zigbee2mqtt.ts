import type { Message } from '@/core/message';

import type { Convention, Decoded, Reader } from '../convention';
import { isObject, parseJson } from '../json';
import { openBridge, type Bridge } from './bridge';
import { askLogin, changeLogin } from './login';
import { encodeCode } from './codes';
import { encodeCommand } from './commands';
import { baseAnnouncedBy, zigbee2mqttSign } from './sign';
import { speechOf, waysIn } from './ways-in';

const mostBridges = 32;
const foreign = null;
const nothing: Decoded = { observations: [], problems: [], masked: null };

/**
 * Zigbee2MQTT (zigbee2mqtt.io/guide/usage/mqtt_topics_and_messages.html), versions 1.17 to 2.x, any number of bridges on
 * any base topics.
 */
export const zigbee2mqtt: Convention = { name: zigbee2mqttSign.name, open: openReader };

function openReader(): Reader {
  /** the longest base first: `zigbee/cellar` may lie below `zigbee` */
  let bridges: ReadonlyMap<string, Bridge> = new Map();
  let opened = 0;

  function read(message: Message): Decoded | null {
    const base = baseAnnouncedBy(message);
    if (base !== null && !bridges.has(base)) return readNew(base, message);
    for (const bridge of bridges.values()) {
      const decoded = bridge.read(message);
      if (decoded !== null) return decoded;
    }
    return foreign;
  }

  function readNew(base: string, message: Message): Decoded | null {
    if (bridges.size >= mostBridges) {
      const reason = `More than ${mostBridges} bridges: this one is not listened to`;
      return { ...nothing, problems: [{ topic: message.topic, reason }] };
    }
    const bridge = openBridge(base);
    const all = [...bridges, [base, bridge] as const];
    bridges = new Map(all.toSorted(([one], [other]) => other.length - one.length));
    opened += 1;
    return bridge.read(message);
  }

  function deviceOf(voice: string) {
    for (const bridge of bridges.values()) {
      const device = bridge.deviceOf(voice);
      if (device !== undefined) return { bridge, device };
    }
    return null;
  }

  return {
    convention: 'zigbee2mqtt',
    read,
    filters: () => [...zigbee2mqttSign.filters, ...[...bridges.values()].flatMap((bridge) => bridge.filters())],
    get filtersRevision() {
      let revision = opened;
      for (const bridge of bridges.values()) revision += bridge.filtersRevision;
      return revision;
    },
    encode(voice, command) {
      const found = deviceOf(voice);
      return found === null ? null : encodeCommand(found.bridge.base, found.device, command);
    },
    askHealth(voice, transaction) {
      const found = deviceOf(voice);
      if (found === null || !found.device.isCoordinator) return null;
      const { base } = found.bridge;
      return {
        ask: { topic: `${base}/bridge/request/health_check`, payload: JSON.stringify({ transaction }), qos: 1 },
        answerTopic: `${base}/bridge/response/health_check`,
        matches: (payload) => {
          const answer = parseJson(payload);
          return isObject(answer) && answer['transaction'] === transaction;
        },
      };
    },
    isHealthy(answer) {
      const told = parseJson(answer);
      return isObject(told) && told['status'] === 'ok' && isObject(told['data']) && told['data']['healthy'] === true;
    },
    changeLogin(voice, login, transaction) {
      const found = deviceOf(voice);
      return found?.device.isCoordinator ? changeLogin(found.bridge.base, login, transaction) : null;
    },
    askLogin(voice, transaction) {
      const found = deviceOf(voice);
      return found?.device.isCoordinator ? askLogin(found.bridge.base, transaction) : null;
    },
    encodeCode(voice, command) {
      const found = deviceOf(voice);
      const memory = found?.bridge.codesOf(voice);
      if (found === null || memory === undefined) return null;
      return encodeCode(found.bridge.base, found.device, memory, command);
    },
    waysIn(voice) {
      const found = deviceOf(voice);
      if (found === null || found.device.isCoordinator) return [];
      return waysIn(found.bridge.base, found.device, found.bridge.groupsOf(found.device.ieee));
    },
    speech(voice) {
      const found = deviceOf(voice);
      return found?.device.isCoordinator ? speechOf(found.bridge.base) : null;
    },
    unheard: () => [...bridges.values()].flatMap((bridge) => bridge.unheard()),
  };
}
