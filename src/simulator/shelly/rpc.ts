import { json, objectIn, type TellProgram } from '../program';
import { deviceInfo, offeredTo, statusOf, switchOf, systemOf, type Moment, type ShellyDevice } from './device';

/** What a request makes the device do afterwards. */
export type Afterwards = 'switched' | 'changed' | 'update' | 'reboot' | null;

type Params = Readonly<Record<string, unknown>>;
type Outcome =
  | { readonly result: unknown; readonly afterwards?: Afterwards }
  | { readonly error: { code: number; message: string } };
type Method = (device: ShellyDevice, params: Params, moment: Moment) => Outcome;

const refusal = (code: number, message: string): Outcome => ({ error: { code, message } });

/**
 * A request on `<prefix>/rpc`, answered on `<src>/rpc` (shelly-api-docs gen2, "RPC over MQTT"). The password of its web page
 * protects none of them. Who does not say where to is not answered.
 */
export function answerRequest(device: ShellyDevice, payload: string, moment: Moment, tell: TellProgram): Afterwards {
  const request = objectIn(payload);
  const source = request?.['src'];
  const name = request?.['method'];
  if (request === null || typeof name !== 'string') return null;
  const params = request['params'];
  const run = methods.get(name.toLowerCase());
  const outcome =
    run === undefined
      ? refusal(404, `No handler for ${name.slice(0, 64)}`)
      : run(device, typeof params === 'object' && params !== null ? (params as Params) : {}, moment); // just tested
  const { afterwards = null, ...said } = 'error' in outcome ? { ...outcome, afterwards: null } : outcome;
  if (typeof source === 'string' && /^[^+#\u0000]{1,128}$/.test(source))
    tell(json(`${source}/rpc`, { id: request['id'] ?? null, src: device.plan.id, dst: source, ...said }, { qos: 1 }));
  return afterwards;
}

const methods: ReadonlyMap<string, Method> = new Map<string, Method>([
  ['shelly.getdeviceinfo', (device) => ({ result: deviceInfo(device) })],
  ['shelly.getstatus', (device, _, moment) => ({ result: statusOf(device, moment) })],
  ['shelly.checkforupdate', checkForUpdate],
  ['shelly.update', update],
  ['shelly.reboot', () => ({ result: null, afterwards: 'reboot' })],
  ['sys.getstatus', (device, _, moment) => ({ result: systemOf(device, moment) })],
  ['mqtt.getconfig', mqttConfig],
  ['mqtt.setconfig', setMqttConfig],
  [
    'switch.getstatus',
    (device, _, moment) => (device.plan.part === 'plug' ? { result: switchOf(device, moment) } : noSwitch),
  ],
  ['switch.set', (device, params) => setSwitch(device, params, params['on'])],
  ['switch.toggle', (device, params) => setSwitch(device, params, !device.isOn)],
]);

const noSwitch = refusal(404, 'No handler for Switch');

function setSwitch(device: ShellyDevice, { id }: Params, on: unknown): Outcome {
  if (device.plan.part !== 'plug') return noSwitch;
  if (id !== 0) return refusal(-105, `Argument 'id', value ${String(id).slice(0, 16)} not found!`);
  if (typeof on !== 'boolean') return refusal(-103, "Missing required argument 'on'!");
  const wasOn = device.isOn;
  device.isOn = on;
  device.source = 'MQTT';
  return { result: { was_on: wasOn }, afterwards: on === wasOn ? null : 'switched' };
}

function checkForUpdate(device: ShellyDevice): Outcome {
  const offered = offeredTo(device);
  return { result: offered === null ? {} : { stable: { version: offered, build_id: `20251104-0930/${offered}` } } };
}

function update(device: ShellyDevice): Outcome {
  return offeredTo(device) === null ? refusal(-103, 'No update info!') : { result: null, afterwards: 'update' };
}

/** It never tells its password. */
function mqttConfig({ plan, username }: ShellyDevice): Outcome {
  return {
    result: {
      enable: true,
      server: 'broker.home:1883',
      client_id: plan.id,
      user: username,
      ssl_ca: null,
      topic_prefix: plan.id,
      rpc_ntf: true,
      status_ntf: plan.part === 'plug',
      use_client_cert: false,
      enable_rpc: true,
      enable_control: true,
    },
  };
}

/** Kept at once, in use from the next start on. */
function setMqttConfig(device: ShellyDevice, { config }: Params): Outcome {
  if (typeof config !== 'object' || config === null) return refusal(-103, "Missing required argument 'config'!");
  const { user, pass } = config as Params; // just tested
  if (typeof user === 'string') device.username = user.slice(0, 255);
  if (typeof pass === 'string') device.password = pass.slice(0, 255);
  const changes = typeof user === 'string' || typeof pass === 'string';
  device.needsRestart ||= changes;
  return { result: { restart_required: changes }, afterwards: changes ? 'changed' : null };
}
