import { deviceState } from './bridge';
import { freshen, type SimulatedDevice } from './device';
import type { CodeTable } from './household';
import type { SimulatedHome } from './simulated-home';
import type { Tell } from './types';

type Body = Readonly<Record<string, unknown>>;

/** how long the lock takes to report that its table has changed */
const reportMs = 700;

/** `…/set {"pin_code": {"user": 3, "pin_code": "0912"}}`: nothing answers; a lock that took it reports that later. */
export function setCode(home: SimulatedHome, device: SimulatedDevice, pin: unknown, tell: Tell): void {
  const { plan, codes } = device;
  if (plan.codes === undefined || typeof pin !== 'object' || pin === null) return;
  const { user, pin_code: sent } = pin as Body;
  const place = placeIn(user, plan.codes);
  if (place === null) return complain(home, device, 'set', tell);
  tell(deviceState(home.base, device));
  const before = codes.get(place);
  // a number has lost its leading zeros on the way (CONVENTIONS.md 11.2)
  const code = sent === null || sent === undefined || sent === '' ? null : String(sent as string | number);
  if (code === null) {
    codes.delete(place);
    if (before !== undefined) report(home, device, 'pin_code_deleted', place);
    return;
  }
  const isElsewhere = [...codes].some(([other, one]) => one === code && other !== place);
  // the lock says no to nobody: not to a code that somebody has, nor to one that is too short
  if (isElsewhere || !/^\d{4,8}$/.test(code)) return;
  codes.set(place, code);
  report(home, device, before === undefined ? 'pin_code_added' : 'pin_code_changed', place);
}

/** `…/get {"pin_code": {"user": 3}}`, or all of them; what is answered stands in every state from then on, also when it is old. */
export function readCode(home: SimulatedHome, device: SimulatedDevice, pin: unknown, tell: Tell): void {
  const { plan, codes, state } = device;
  if (plan.codes === undefined) return;
  const { user } = (typeof pin === 'object' && pin !== null ? pin : {}) as Body;
  const one = user === undefined ? null : placeIn(user, plan.codes);
  if (user !== undefined && one === null) return complain(home, device, 'get', tell);
  const asked = one === null ? Array.from({ length: plan.codes.places }, (_, place) => place) : [one];
  const users = { ...(state['users'] as Body | undefined) };
  for (const place of asked) {
    const code = codes.get(place);
    const exposed = plan.codes.exposed === true && code !== undefined;
    users[place] = { status: code === undefined ? 'available' : 'enabled', ...(exposed && { pin_code: code }) };
  }
  state['users'] = users;
  freshen(device, home.now, home.random);
  tell(deviceState(home.base, device));
}

function report(home: SimulatedHome, { ieee }: SimulatedDevice, action: string, place: number): void {
  const told = { action, action_source_name: 'rf', action_user: place };
  home.schedule.add(home.now + reportMs, { type: 'act', act: { type: 'say', ieee, action: told } });
}

/** Only the bridge's log tells that there is no such place (lib/extension/publish.ts). */
function complain({ base }: SimulatedHome, { name }: SimulatedDevice, verb: 'get' | 'set', tell: Tell): void {
  const message = `z2m: Publish '${verb}' 'pin_code' to '${name}' failed: 'Error: user must be in range for device'`;
  const payload = JSON.stringify({ level: 'error', message, namespace: 'z2m' });
  tell({ topic: `${base}/bridge/logging`, payload, retain: false, qos: 0 });
}

function placeIn(user: unknown, { places }: CodeTable): number | null {
  return typeof user === 'number' && Number.isInteger(user) && user >= 0 && user < places ? user : null;
}
