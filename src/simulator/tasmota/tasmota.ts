import { json, text, type Program, type TellProgram } from '../program';
import type { Random } from '../random';
import { letHappen, openSchedule } from '../schedule';
import { execute, sayPower, type Afterwards } from './commands';
import { openDevice, type TasmotaDevice } from './device';
import { accountOf, topicOf, type TasmotaPlan } from './plans';
import { announcement, infosOf, sensors, telemetry } from './words';

type Deed = 'report' | 'go-down' | 'come-up' | 'upgraded' | 'light-on' | 'light-off';

/** A Tasmota device, and whether what hangs on it has power. */
export type Tasmota = Program & { isOn(): boolean };

const second = 1_000;
/** after a setting of the connection changed (`restart_flag = 2`) */
const restartAfterMs = 2 * second;
const bootMs = 3 * second;
const upgradeMs = 5 * second;
const lightMs = 150 * second;
/** `MqttRetry` */
const retryMs = 10 * second;

export function openTasmota(plan: TasmotaPlan, random: Random, startAt: number): Tasmota {
  const device = openDevice(plan, startAt);
  const schedule = openSchedule<Deed>();
  const say = (what: 'stat' | 'tele', name: string) => topicOf(plan, what, name);
  /** the log-in it started with: there is no way back to an older one */
  let running: { readonly username: string | null; readonly password: string | null } = {
    username: null,
    password: null,
  };
  let isUp = true;
  let isRestarting = false;
  let saysInfo = true;
  let now = startAt;
  schedule.add(startAt + random.between(3, 8) * second, 'report');

  const moment = () => ({ now, random });

  function report(tell: TellProgram): void {
    if (plan.watts !== null && device.isOn)
      device.energyKwh += (plan.watts / 1_000) * (device.telePeriodSeconds / 3_600);
    schedule.add(now + device.telePeriodSeconds * second, 'report');
    if (!isUp) return;
    tell(json(say('tele', 'STATE'), telemetry(device, moment())));
    if (plan.watts !== null) tell(json(say('tele', 'SENSOR'), sensors(device, moment())));
  }

  function happen(deed: Deed, tell: TellProgram): void {
    switch (deed) {
      case 'report':
        return report(tell);
      case 'go-down':
        isUp = false;
        return schedule.add(now + bootMs, 'come-up');
      case 'come-up':
        return boot(device);
      case 'upgraded':
        return endUpgrade(tell);
      case 'light-on':
      case 'light-off':
        device.isOn = deed === 'light-on';
        if (isUp) sayPower(device, tell);
    }
  }

  function boot(restarted: TasmotaDevice): void {
    running = { username: restarted.username, password: restarted.password };
    restarted.bootedAt = now;
    restarted.bootCount += 1;
    restarted.mqttCount = 0;
    isUp = true;
    isRestarting = false;
    saysInfo = true;
  }

  function endUpgrade(tell: TellProgram): void {
    const isThere = /^https?:\/\/.+\.bin(?:\.gz)?$/.test(device.otaUrl);
    tell(json(say('stat', 'UPGRADE'), { Upgrade: isThere ? 'Successful. Restarting' : 'Failed Wrong HTTP Code' }));
    if (!isThere) return;
    device.version = plan.newest;
    restart();
  }

  function restart(): void {
    if (isRestarting) return;
    isRestarting = true;
    schedule.add(now + restartAfterMs, 'go-down');
  }

  function follow(afterwards: Afterwards): void {
    if (afterwards === 'restart') restart();
    if (afterwards === 'upgrade') schedule.add(now + upgradeMs, 'upgraded');
  }

  return {
    account: accountOf(plan),
    will: text(say('tele', 'LWT'), 'Offline', { retain: true, qos: 1 }),
    retryMs,
    isOn: () => device.isOn,
    link: () => ({ isUp, ...running }),
    connected(tell) {
      device.mqttCount += 1;
      tell(text(say('tele', 'LWT'), 'Online', { retain: true }));
      // clears what somebody retained, and makes it say how it stands, for it hears this itself
      tell(text(topicOf(plan, 'cmnd', 'POWER'), ''));
      if (saysInfo) infosOf(device).forEach((info, index) => tell(json(say('tele', `INFO${index + 1}`), info)));
      saysInfo = false;
      // the real one waits ten seconds with these
      const discovery = `tasmota/discovery/${plan.mac}`;
      tell(json(`${discovery}/config`, announcement(device), { retain: true }));
      tell(json(`${discovery}/sensors`, { sn: sensors(device, moment()), ver: 1 }, { retain: true }));
    },
    hear(topic, payload, tell) {
      const commands = topicOf(plan, 'cmnd', '');
      if (!isUp || !topic.startsWith(commands)) return;
      for (const afterwards of execute(device, topic.slice(commands.length), payload, moment(), tell))
        follow(afterwards);
    },
    pass(until, _, tell) {
      letHappen(schedule, until, (deed, at) => {
        now = Math.max(now, at);
        happen(deed, tell);
      });
      now = until;
    },
    /** Who comes or goes with the car has light in the garage; what needs power always is left alone. */
    notice(_, at) {
      if (plan.isOn) return;
      schedule.add(at, 'light-on');
      schedule.add(at + lightMs, 'light-off');
    },
    farewell: () => [],
  };
}
