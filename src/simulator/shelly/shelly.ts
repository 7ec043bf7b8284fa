import { json, rounded, text, type People, type Program, type TellProgram } from '../program';
import type { Random } from '../random';
import { letHappen, openSchedule } from '../schedule';
import { openDevice, statusOf, switchOf, systemOf, wakesEverySeconds } from './device';
import { accountOf, type ShellyPlan } from './plans';
import { answerRequest, type Afterwards } from './rpc';

type Deed =
  | { readonly type: 'meter' | 'habit' | 'go-down' | 'come-up' | 'wake' | 'sleep' }
  | { readonly type: 'updating'; readonly percent: number };

const second = 1_000;
/** once a minute in the real one */
const meterMs = 15 * second;
const rebootMs = 1 * second;
const bootMs = 3 * second;
/** it is there for so long when it wakes up */
const awakeMs = 7 * second;
const updateStep = { percent: 20, ms: 1 * second } as const;
const retryMs = 5 * second;
/** what somebody switched from afar is left as it is for so long */
const respectMs = 600 * second;

export function openShelly(plan: ShellyPlan, random: Random, startAt: number): Program {
  const device = openDevice(plan, startAt);
  const schedule = openSchedule<Deed>();
  const isSleeper = plan.part === 'climate';
  let running: { readonly username: string | null; readonly password: string | null } = {
    username: null,
    password: null,
  };
  let isUp = true;
  let isRebooting = false;
  let isUpdating = false;
  let leftAloneUntil = startAt;
  let now = startAt;
  let sleepsAt = startAt + awakeMs;
  if (isSleeper) schedule.add(sleepsAt, { type: 'sleep' });
  else {
    schedule.add(startAt + random.between(5, 15) * second, { type: 'meter' });
    schedule.add(startAt + random.between(20, 60) * second, { type: 'habit' });
  }

  const moment = () => ({ now, random });
  const timestamp = () => rounded(now / second, 2);

  function notify(method: string, params: object, tell: TellProgram): void {
    const body = { src: plan.id, dst: `${plan.id}/events`, method, params: { ts: timestamp(), ...params } };
    tell(json(`${plan.id}/events/rpc`, body, { qos: 1 }));
  }

  function notifyEvent(event: object, tell: TellProgram): void {
    notify('NotifyEvent', { events: [{ component: 'sys', ...event, ts: timestamp() }] }, tell);
  }

  function sayStatus(component: string, status: object, tell: TellProgram): void {
    tell(json(`${plan.id}/status/${component}`, status, { qos: 1 }));
  }

  function sayOutput(tell: TellProgram): void {
    if (!isUp) return;
    const status = switchOf(device, moment());
    notify('NotifyStatus', { 'switch:0': status }, tell);
    sayStatus('switch:0', status, tell);
  }

  function follow(afterwards: Afterwards, tell: TellProgram): void {
    switch (afterwards) {
      case 'switched':
        leftAloneUntil = now + respectMs;
        return sayOutput(tell);
      case 'changed':
        return notify('NotifyStatus', { sys: systemOf(device, moment()) }, tell);
      case 'update':
        if (isUpdating) return;
        isUpdating = true;
        notifyEvent({ event: 'ota_begin', msg: 'Waiting for OTA' }, tell);
        return schedule.add(now + updateStep.ms, { type: 'updating', percent: updateStep.percent });
      case 'reboot':
        return reboot();
      case null:
    }
  }

  function reboot(): void {
    if (isRebooting) return;
    isRebooting = true;
    schedule.add(now + rebootMs, { type: 'go-down' });
  }

  function happen(deed: Deed, people: People, tell: TellProgram): void {
    switch (deed.type) {
      case 'meter':
        if (device.isOn) device.wattHours += (11.2 * meterMs) / 3_600_000;
        if (device.isOn) sayOutput(tell);
        return schedule.add(now + meterMs, deed);
      case 'habit':
        return habit(people, tell);
      case 'updating':
        return goOnUpdating(deed.percent, tell);
      case 'go-down':
        isUp = false;
        return schedule.add(now + bootMs, { type: 'come-up' });
      case 'wake':
      case 'come-up':
        return start();
      case 'sleep':
        if (!isUp || now < sleepsAt) return; // it started again meanwhile
        notifyEvent({ event: 'sleep' }, tell);
        isUp = false;
        return schedule.add(now + (wakesEverySeconds * second - awakeMs), { type: 'wake' });
    }
  }

  /** Out of deep sleep too: it logs in with what its settings say then. */
  function start(): void {
    running = { username: device.username, password: device.password };
    Object.assign(device, { needsRestart: false, bootedAt: now });
    isUp = true;
    isRebooting = false;
    isUpdating = false;
    if (!isSleeper) return;
    sleepsAt = now + awakeMs;
    schedule.add(sleepsAt, { type: 'sleep' });
  }

  /** In the evening somebody sits under the lamp; nobody does in an empty house, nor asleep. */
  function habit({ atHome, awake }: People, tell: TellProgram): void {
    const hours = (now % 86_400_000) / 3_600_000;
    const isWanted = atHome > 0 && awake && (hours < 8 || hours > 16);
    if (isWanted !== device.isOn && now >= leftAloneUntil && random.chance(0.3)) {
      device.isOn = isWanted;
      device.source = 'button';
      sayOutput(tell);
    }
    schedule.add(now + random.between(60, 180) * second, { type: 'habit' });
  }

  function goOnUpdating(percent: number, tell: TellProgram): void {
    if (percent < 100) {
      notifyEvent({ event: 'ota_progress', msg: 'Updating', progress_percent: percent }, tell);
      return schedule.add(now + updateStep.ms, { type: 'updating', percent: percent + updateStep.percent });
    }
    notifyEvent({ event: 'ota_success', msg: 'Update applied, rebooting' }, tell);
    device.version = plan.newest ?? device.version;
    reboot();
  }

  return {
    account: accountOf(plan),
    will: text(`${plan.id}/online`, 'false', { retain: true, qos: 1 }),
    retryMs,
    link: () => ({ isUp, ...running }),
    connected(tell) {
      tell(text(`${plan.id}/online`, 'true', { retain: true, qos: 1 }));
      const status = statusOf(device, moment());
      if (isSleeper) return notify('NotifyFullStatus', status, tell);
      for (const [component, one] of Object.entries(status)) sayStatus(component, one, tell);
    },
    hear(topic, payload, tell) {
      if (isUp && topic === `${plan.id}/rpc`) follow(answerRequest(device, payload, moment(), tell), tell);
    },
    pass(until, people, tell) {
      letHappen(schedule, until, (deed, at) => {
        now = Math.max(now, at);
        happen(deed, people, tell);
      });
      now = until;
    },
    notice() {},
    farewell: () => [],
  };
}
