import { json, text, type TellProgram } from '../program';
import { defaultOtaUrl, type TasmotaDevice } from './device';
import { topicOf } from './plans';
import { powerOf, statusOf, telemetry, type Moment } from './words';

/** What a command makes the device do afterwards. */
export type Afterwards = 'restart' | 'upgrade' | null;

/** What a command is answered on `stat/…/RESULT`, and what else it says and does. */
type Answer = { readonly result: object | null; readonly also?: () => void; readonly afterwards?: Afterwards };

/** of a Backlog (tasmota.github.io/docs/Commands, "The Power of Backlog") */
const mostCommands = 30;

/**
 * A message on `cmnd/…/<name>` (tasmota.github.io/docs/Commands). Each setting is echoed in clear, `MqttPassword` too; only
 * with the index 2 it is answered in asterisks, and what stands in a Backlog2 or 3 is not answered at all.
 */
export function execute(
  device: TasmotaDevice,
  name: string,
  payload: string,
  moment: Moment,
  tell: TellProgram,
): readonly Afterwards[] {
  const [, command = '', index = ''] = /^([a-z]+)(\d*)$/i.exec(name) ?? [];
  if (command.toLowerCase() !== 'backlog') return [carryOut(device, command, index, payload, moment, tell)];
  const say: TellProgram = index === '2' || index === '3' ? () => {} : tell;
  return payload
    .split(';')
    .map((one) => one.trim())
    .filter((one) => one !== '')
    .slice(0, mostCommands)
    .flatMap((one) => {
      const [, inner = '', rest = ''] = /^(\S+)\s*(.*)$/s.exec(one) ?? [];
      return /^backlog/i.test(inner) ? [] : execute(device, inner, rest, moment, say);
    });
}

function carryOut(
  device: TasmotaDevice,
  command: string,
  index: string,
  payload: string,
  moment: Moment,
  tell: TellProgram,
): Afterwards {
  const run = commands.get(command.toLowerCase()) ?? unknown;
  const { result, also, afterwards = null } = run({ device, command, index, payload, moment, tell });
  if (result !== null) tell(json(topicOf(device.plan, 'stat', 'RESULT'), result));
  also?.();
  return afterwards;
}

type Call = {
  readonly device: TasmotaDevice;
  /** as it was written */
  readonly command: string;
  readonly index: string;
  readonly payload: string;
  readonly moment: Moment;
  readonly tell: TellProgram;
};
type Run = (call: Call) => Answer;

const unknown: Run = () => ({ result: { Command: 'Unknown' } });

const commands: ReadonlyMap<string, Run> = new Map<string, Run>([
  ['power', power],
  ['state', ({ device, moment }) => ({ result: telemetry(device, moment) })],
  ['status', status],
  ['teleperiod', telePeriod],
  ['otaurl', otaUrl],
  ['upgrade', upgrade],
  ['mqttuser', mqttUser],
  ['mqttpassword', mqttPassword],
  [
    'restart',
    ({ payload }) =>
      payload === '1' ? { result: { Restart: 'Restarting' }, afterwards: 'restart' } : oneTo('Restart'),
  ],
]);

const oneTo = (what: string): Answer => ({ result: { [what]: `1 to ${what.toLowerCase()}` } });

function power(call: Call): Answer {
  const { device, index, payload } = call;
  if (index !== '' && index !== '1' && index !== '0') return unknown(call);
  const word = payload.trim().toUpperCase();
  if (['ON', '1', 'TRUE'].includes(word)) device.isOn = true;
  else if (['OFF', '0', 'FALSE'].includes(word)) device.isOn = false;
  else if (word === 'TOGGLE' || word === '2') device.isOn = !device.isOn;
  return powerAnswer(device, call.tell);
}

/** The same is said when somebody presses its button. */
export function sayPower(device: TasmotaDevice, tell: TellProgram): void {
  const { result, also } = powerAnswer(device, tell);
  if (result !== null) tell(json(topicOf(device.plan, 'stat', 'RESULT'), result));
  also?.();
}

function powerAnswer(device: TasmotaDevice, tell: TellProgram): Answer {
  const state = powerOf(device);
  return { result: { POWER: state }, also: () => tell(text(topicOf(device.plan, 'stat', 'POWER'), state)) };
}

/** `Status` alone is the first section, `Status 0` all of them, each in a message of its own. */
function status({ device, payload, moment, tell }: Call): Answer {
  const all = statusOf(device, moment);
  const wanted = payload.trim() === '0' ? [...all.values()] : [all.get(payload.trim() === '' ? 0 : Number(payload))];
  return {
    result: null,
    also() {
      for (const section of wanted)
        if (section !== undefined) tell(json(topicOf(device.plan, 'stat', section[0]), section[1]));
    },
  };
}

function telePeriod({ device, payload }: Call): Answer {
  const seconds = Number(payload);
  if (payload.trim() !== '' && Number.isInteger(seconds) && seconds >= 10 && seconds <= 3600)
    device.telePeriodSeconds = seconds;
  return { result: { TelePeriod: device.telePeriodSeconds } };
}

function otaUrl({ device, payload }: Call): Answer {
  const url = payload.trim().slice(0, 100);
  if (url !== '') device.otaUrl = url === '1' ? defaultOtaUrl : url;
  return { result: { OtaUrl: device.otaUrl } };
}

function upgrade({ device, payload }: Call): Answer {
  if (payload.trim() !== '1') return { result: { Upgrade: `1 or >${device.version} to upgrade` } };
  return { result: { Upgrade: `Version ${device.version} from ${device.otaUrl}` }, afterwards: 'upgrade' };
}

function mqttUser({ device, payload }: Call): Answer {
  if (payload === '') return { result: { MqttUser: device.username } };
  device.username = payload === '1' ? 'DVES_USER' : payload.slice(0, 64);
  return { result: { MqttUser: device.username }, afterwards: 'restart' };
}

/** `0` clears it, `1` is the default of the build. It cannot be read back. */
function mqttPassword({ device, index, payload }: Call): Answer {
  if (payload === '') return { result: { MqttPassword: '****' } };
  device.password = payload === '0' ? '' : payload === '1' ? 'DVES_PASS' : payload.slice(0, 64);
  return { result: { MqttPassword: index === '2' ? '****' : payload }, afterwards: 'restart' };
}
