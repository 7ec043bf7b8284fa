import { answer, bridgeDevices, bridgeEvent, deviceState } from './bridge';
import { askedState, freshen, type SimulatedDevice } from './device';
import type { SimulatedHome } from './simulated-home';
import type { Tell } from './types';

type Request = Readonly<Record<string, unknown>>;
type Work = 'check' | 'update';

const second = 1_000;
/** how long the bridge waits for a device that does not answer; the real one waits a minute */
const patienceMs = 8 * second;
/** what comes over the radio in a second; the real ones take minutes to hours for a file */
const percentASecond = { mains: 10, battery: 7 } as const;
const failsAtPercent = 60;
/** a sleeper asks for a file by itself after so long; the real ones within hours or a day */
const wakesAfterMs = 4 * second;

/** `bridge/request/device/ota_update/check`: the device is asked for its version, which takes it a moment. */
export function checkForUpdate(home: SimulatedHome, body: Request, tell: Tell): void {
  const device = begin(home, 'check', body, tell);
  if (device === null) return;
  const wakesIn = isMains(device) ? 0.5 * second : home.random.between(0.5, 2) * second;
  const answersIn = device.plan.fault === 'never-answers' ? patienceMs : wakesIn;
  home.schedule.add(home.now + answersIn, { type: 'checked', ieee: device.ieee });
}

/** What the real one says then: the state as it was, the state as it is known to be now, the answer, the state again. */
export function answerCheck(home: SimulatedHome, device: SimulatedDevice, tell: Tell): void {
  if (device.plan.fault === 'never-answers') {
    const error = `Failed to check if OTA update available for '${device.name}' (Device didn't respond to OTA request)`;
    return end(home, 'check', device, {}, tell, error);
  }
  sayState(home, device, tell);
  const update = askedState(device);
  device.state['update'] = update;
  sayState(home, device, tell);
  const { latest_release_notes: notes, latest_source: source, state } = update;
  const found = { source, update_available: state === 'available' };
  const data = { downgrade: false, id: device.request?.id, ...(notes !== null && { release_notes: notes }), ...found };
  end(home, 'check', device, data, tell);
  sayState(home, device, tell);
}

/** `bridge/request/device/ota_update/update`: the file goes over the radio, and the state tells how far it has come. */
export function startUpdate(home: SimulatedHome, body: Request, tell: Tell): void {
  const device = begin(home, 'update', body, tell);
  if (device === null) return;
  const { plan, name, file, newestFile } = device;
  const silent = plan.fault === 'never-answers';
  if (!silent && newestFile > file) return goOnUpdating(home, device, 0, tell);
  const why = silent ? "Device didn't respond to OTA request" : 'No image currently available';
  end(home, 'update', device, {}, tell, `Update of '${name}' failed (${why})`);
}

/** `…/ota_update/schedule` and `…/unschedule`: a sleeper is given its file when it asks for one by itself. */
export function scheduleUpdate(home: SimulatedHome, what: string, { id, transaction }: Request, tell: Tell): void {
  const device = deviceOf(home, id);
  if (device === undefined)
    return tell(answer(home.base, what, transaction, {}, `Device '${String(id)}' does not exist`));
  const isWanted = what.endsWith('/schedule');
  if (isWanted && (device.request !== null || !device.plan.model.ota)) {
    const error = `Update or check for update already in progress for '${device.name}'`;
    return tell(answer(home.base, what, transaction, {}, error));
  }
  if (!isWanted && !device.scheduled) {
    return tell(answer(home.base, what, transaction, {}, `Update for '${device.name}' is not scheduled`));
  }
  device.scheduled = isWanted;
  device.state['update'] = { ...askedState(device), ...(isWanted && { state: 'scheduled' }) };
  sayState(home, device, tell);
  tell(answer(home.base, what, transaction, { id }));
  if (isWanted) home.schedule.add(home.now + wakesAfterMs, { type: 'asks', ieee: device.ieee });
}

/** The sleeper asked for a file, as sleepers do now and then. */
export function wakeForUpdate(home: SimulatedHome, device: SimulatedDevice, tell: Tell): void {
  if (!device.scheduled || device.request !== null) return;
  device.scheduled = false;
  device.request = { id: device.name, transaction: undefined };
  goOnUpdating(home, device, 0, tell);
}

/** `…/ota_update/update/abort`: an update that runs ends where it is. */
export function abortUpdate(home: SimulatedHome, what: string, { id, transaction }: Request, tell: Tell): void {
  const device = deviceOf(home, id);
  const isUpdating = (device?.state['update'] as { state?: unknown } | undefined)?.state === 'updating';
  if (device === undefined || !isUpdating) {
    return tell(answer(home.base, what, transaction, {}, `No update in progress for '${String(id)}'`));
  }
  tell(answer(home.base, what, transaction, { id }));
  device.state['update'] = askedState(device);
  sayState(home, device, tell);
  end(home, 'update', device, {}, tell, `Update of '${device.name}' failed (Aborted by user)`);
}

/** The file has come to `percent`; where this device's updates fail, it comes no further. */
export function goOnUpdating(home: SimulatedHome, device: SimulatedDevice, percent: number, tell: Tell): void {
  if (device.request === null) return; // it was aborted meanwhile
  if (percent >= 100) return endUpdate(home, device, 'succeeded', tell);
  const stuck = device.plan.fault === 'update-fails' && percent >= failsAtPercent;
  const progress = stuck ? failsAtPercent : percent;
  const aSecond = percentASecond[isMains(device) ? 'mains' : 'battery'];
  const remaining = Math.ceil((100 - progress) / aSecond);
  device.state['update'] = { ...askedState(device), progress, remaining, state: 'updating' };
  sayState(home, device, tell);
  const { ieee } = device;
  if (stuck) home.schedule.add(home.now + 3 * second, { type: 'stuck', ieee });
  else home.schedule.add(home.now + second, { type: 'updating', ieee, percent: percent + aSecond });
}

/** A device with a new firmware starts again, is interviewed, and the bridge describes all of them anew. */
export function endUpdate(
  home: SimulatedHome,
  device: SimulatedDevice,
  outcome: 'succeeded' | 'failed',
  tell: Tell,
): void {
  const from = versionOf(device);
  if (outcome === 'succeeded') {
    device.file = device.newestFile;
    device.build = nextBuild(device.build);
  }
  device.state['update'] = askedState(device);
  sayState(home, device, tell);
  if (outcome === 'failed') {
    const cause = 'Timeout. Device did not start/finish firmware download after being notified.';
    return end(home, 'update', device, {}, tell, `Update of '${device.name}' failed (${cause})`);
  }
  end(home, 'update', device, { from, id: device.request?.id, to: versionOf(device) }, tell);
  tell(bridgeEvent(home.base, 'device_announce', device));
  tell(bridgeDevices(home.base, home.devices.values()));
}

/** The device that the request is about, which is busy from now on; null: the bridge refuses. */
function begin(home: SimulatedHome, work: Work, { id, transaction }: Request, tell: Tell): SimulatedDevice | null {
  const device = deviceOf(home, id);
  const refuse = (error: string) => {
    tell(answer(home.base, topicOf(work), transaction, {}, error));
    return null;
  };
  if (device === undefined) return refuse(`Device '${String(id)}' does not exist`);
  if (!device.plan.model.ota) return refuse(`Device '${device.name}' does not support OTA updates`);
  if (device.request !== null) {
    return refuse(`Update or check for update already in progress for '${device.name}'`);
  }
  device.request = { id, transaction };
  return device;
}

function end(home: SimulatedHome, work: Work, device: SimulatedDevice, data: object, tell: Tell, error?: string): void {
  tell(answer(home.base, topicOf(work), device.request?.transaction, data, error));
  device.request = null;
}

function deviceOf(home: SimulatedHome, id: unknown): SimulatedDevice | undefined {
  return typeof id === 'string' ? (home.byName.get(id) ?? home.devices.get(id)) : undefined;
}

const topicOf = (work: Work) => `device/ota_update/${work}`;

function sayState(home: SimulatedHome, device: SimulatedDevice, tell: Tell): void {
  freshen(device, home.now, home.random);
  tell(deviceState(home.base, device));
}

const isMains = ({ plan }: SimulatedDevice) => plan.model.power !== 'Battery';

const versionOf = ({ build }: SimulatedDevice) => ({ date_code: '', software_build_id: build });

/** "1.4.1" → "1.4.2", "1.0.09" → "1.0.10" */
function nextBuild(build: string | null): string | null {
  const next = (last: string) => String(Number(last) + 1).padStart(last.length, '0');
  return build?.replace(/\d+(?=\D*$)/, next) ?? null;
}
