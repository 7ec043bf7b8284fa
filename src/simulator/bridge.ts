import type { SimulatedDevice } from './device';
import type { SimulatedMessage } from './types';

const version = '2.14.1';
const coordinatorIeee = '0x00124b0018000000';

/** A retained message of the bridge, as Zigbee2MQTT sends them: JSON, QoS 1 for what others wait for. */
export function retained(topic: string, payload: unknown): SimulatedMessage {
  return { topic, payload: JSON.stringify(payload), retain: true, qos: 1 };
}

function live(topic: string, payload: unknown): SimulatedMessage {
  return { topic, payload: JSON.stringify(payload), retain: false, qos: 0 };
}

/** Takes a retained topic back (MQTT 5 §3.3.1.3: a retained message without payload removes). */
export function cleared(topic: string): SimulatedMessage {
  return { topic, payload: '', retain: true, qos: 1 };
}

export const bridgeState = (base: string, state: 'online' | 'offline') => retained(`${base}/bridge/state`, { state });

export const availability = (base: string, device: SimulatedDevice) =>
  retained(`${base}/${device.name}/availability`, { state: device.available ? 'online' : 'offline' });

export const deviceState = (base: string, device: SimulatedDevice, more: object = {}) =>
  live(`${base}/${device.name}`, sorted({ ...device.state, ...more }));

/** What happens in the radio network: `device_joined`, `device_interview`, `device_announce`, `device_leave`. */
export function bridgeEvent(base: string, type: string, { ieee, name }: SimulatedDevice, more: object = {}) {
  return live(`${base}/bridge/event`, { data: { friendly_name: name, ieee_address: ieee, ...more }, type });
}

export function bridgeDevices(base: string, devices: Iterable<SimulatedDevice>): SimulatedMessage {
  return retained(`${base}/bridge/devices`, [coordinator, ...[...devices].map(described)]);
}

/** What of its description changes while it runs. */
type BridgeInfo = {
  readonly permitJoin: boolean;
  /** its account at the broker by its settings; null: it logs in without one */
  readonly user: string | null;
  /** its settings say otherwise than it was started with */
  readonly restartRequired: boolean;
};

/** Its password is never part of it. */
export function bridgeInfo(base: string, { permitJoin, user, restartRequired }: BridgeInfo): SimulatedMessage {
  return retained(`${base}/bridge/info`, {
    commit: 'simulated',
    config: {
      advanced: {
        cache_state: true,
        cache_state_persistent: true,
        channel: 15,
        last_seen: 'ISO_8601',
        log_level: 'info',
      },
      availability: { active: { max_jitter: 30_000, timeout: 10 }, enabled: true, passive: { timeout: 1_500 } },
      device_options: {},
      frontend: { enabled: false },
      homeassistant: { enabled: false },
      mqtt: {
        base_topic: base,
        force_disable_retain: false,
        include_device_information: false,
        server: 'mqtt://localhost:1883',
        version: 5,
        ...(user !== null && { user }),
      },
    },
    config_schema: {},
    coordinator: { ieee_address: coordinatorIeee, meta: { revision: '7.4.4 [GA]' }, type: 'EmberZNet' },
    log_level: 'info',
    network: { channel: 15, extended_pan_id: coordinatorIeee, pan_id: 6_754 },
    permit_join: permitJoin,
    restart_required: restartRequired,
    version,
    zigbee_herdsman: { version: '10.9.2' },
    zigbee_herdsman_converters: { version: '26.105.0' },
  });
}

/** The answer to a request. `transaction` is echoed as it came, when it came. */
export function answer(
  base: string,
  request: string,
  transaction: unknown,
  data: object,
  error?: string,
): SimulatedMessage {
  const echo = transaction === undefined ? {} : { transaction };
  const payload = error === undefined ? { data, status: 'ok', ...echo } : { data, error, status: 'error', ...echo };
  return live(`${base}/bridge/response/${request}`, payload);
}

const endpoint = { bindings: [], clusters: { input: [], output: [] }, configured_reportings: [], scenes: [] };

const coordinator = {
  definition: null,
  disabled: false,
  endpoints: { 1: endpoint },
  friendly_name: 'Coordinator',
  ieee_address: coordinatorIeee,
  interview_completed: true,
  interview_state: 'SUCCESSFUL',
  interviewing: false,
  network_address: 0,
  supported: true,
  type: 'Coordinator',
};

export function definitionOf({ plan: { model } }: SimulatedDevice): object {
  return {
    description: model.description,
    exposes: model.exposes,
    model: model.model,
    options: [],
    source: 'native',
    supports_ota: model.ota,
    vendor: model.vendor,
  };
}

/** Until its interview is over, the bridge knows of a device that it is there, and no more. */
function described(device: SimulatedDevice): object {
  const { ieee, name, build, interviewed } = device;
  const { model } = device.plan;
  return {
    definition: interviewed ? definitionOf(device) : null,
    disabled: false,
    endpoints: { 1: endpoint },
    friendly_name: name,
    ieee_address: ieee,
    interview_completed: interviewed,
    interview_state: interviewed ? 'SUCCESSFUL' : 'IN_PROGRESS',
    interviewing: !interviewed,
    ...(interviewed && { manufacturer: model.manufacturer, model_id: model.modelId, power_source: model.power }),
    network_address: Number(BigInt(ieee) & 0xffffn),
    ...(interviewed && build !== null && { software_build_id: build }),
    supported: interviewed,
    type: model.power === 'Battery' ? 'EndDevice' : 'Router',
  };
}

/** Zigbee2MQTT publishes the keys of a state in alphabetical order. */
function sorted(state: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(state).toSorted(([one], [other]) => (one < other ? -1 : 1)));
}
