import { json, text, type Program, type TellProgram } from '../program';
import type { Random } from '../random';
import { letHappen, openSchedule } from '../schedule';
import { openKeypad } from './keypad';
import { accountOf, type NukiHubPlan } from './plans';
import { changeSettings, type Settings } from './settings';

type Deed =
  | { readonly type: 'status' | 'go-down' | 'come-up' }
  | { readonly type: 'bolt'; readonly state: 'locked' | 'unlocked' }
  | { readonly type: 'keypad'; readonly payload: string };

const second = 1_000;
/** once a minute in the real one, and then only what has changed */
const statusMs = 30 * second;
const boltMs = 2 * second;
/** the lock answers over Bluetooth */
const radioMs = 1 * second;
const restartAfterMs = 1 * second;
const bootMs = 4 * second;
const retryMs = 5 * second;

/** A hub, and whether somebody who types this code in is let in. */
export type NukiHub = Program & { opens(code: string): boolean };

/** A hub that reaches its lock by radio and tells of it over MQTT (technyon/nuki_hub README). */
export function openNukiHub(plan: NukiHubPlan, random: Random, startAt: number): NukiHub {
  const { base, lock } = plan;
  const schedule = openSchedule<Deed>();
  const keypad = openKeypad([{ code: '948271', name: 'Cleaner' }], startAt - 200 * 86_400_000);
  const settings: Settings = { username: null, password: null };
  let running: Readonly<Settings> = { ...settings };
  let now = startAt;
  let isUp = true;
  let isRestarting = false;
  let bootedAt = startAt - 826 * 60 * second;
  let state: 'locked' | 'unlocked' = 'locked';
  schedule.add(startAt + random.between(5, 20) * second, { type: 'status' });

  const kept = (path: string, payload: string) => text(`${base}/${path}`, payload, { retain: true, qos: 1 });

  function sayStatus(tell: TellProgram): void {
    tell(kept('maintenance/uptime', String(Math.round((now - bootedAt) / 60_000))));
    tell(kept('maintenance/wifiRssi', String(random.whole(-64, -58))));
    tell(kept('lock/rssi', String(random.whole(-72, -64))));
    tell(kept('lock/battery/level', '64'));
    tell(kept('lock/battery/critical', '0'));
  }

  function sayBolt(tell: TellProgram): void {
    for (const topic of ['state', 'hastate', 'binaryState']) tell(kept(`lock/${topic}`, state));
  }

  const sayKeypad = (tell: TellProgram) =>
    tell(json(`${base}/lock/keypad/json`, keypad.told(), { retain: true, qos: 1 }));

  function happen(deed: Deed, tell: TellProgram): void {
    switch (deed.type) {
      case 'status':
        if (isUp) sayStatus(tell);
        return schedule.add(now + statusMs, deed);
      case 'bolt':
        state = deed.state;
        if (isUp) sayBolt(tell);
        return;
      case 'keypad':
        if (!isUp) return; // who restarts has forgotten what it was about to do
        tell(kept('lock/keypad/commandResultJson', keypad.act(deed.payload, now)));
        return sayKeypad(tell);
      case 'go-down':
        isUp = false;
        return schedule.add(now + bootMs, { type: 'come-up' });
      case 'come-up':
        running = { ...settings };
        bootedAt = now;
        isUp = true;
        isRestarting = false;
    }
  }

  function configure(payload: string, tell: TellProgram): void {
    const { result, restarts } = changeSettings(settings, payload, plan);
    tell(json(`${base}/configuration/commandResult`, result, { retain: true, qos: 1 }));
    tell(kept('configuration/action', '--')); // what was there may be a password
    if (!restarts || isRestarting) return;
    isRestarting = true;
    schedule.add(now + restartAfterMs, { type: 'go-down' });
  }

  /** Whoever tells it to lock or to unlock is told `ack` where he said it. */
  function move(payload: string, tell: TellProgram): void {
    const verb = payload.toLowerCase();
    if (verb !== 'lock' && verb !== 'unlock') return;
    tell(kept('lock/action', 'ack'));
    schedule.add(now + boltMs, { type: 'bolt', state: verb === 'lock' ? 'locked' : 'unlocked' });
  }

  return {
    account: accountOf(plan),
    will: kept('maintenance/mqttConnectionState', 'offline'),
    retryMs,
    opens: keypad.opens,
    link: () => ({ isUp, ...running }),
    connected(tell) {
      tell(kept('maintenance/mqttConnectionState', 'online'));
      tell(kept('info/nukiHubVersion', plan.version));
      tell(kept('info/nukiHubLatest', plan.newest));
      tell(kept('info/nukiHubIp', plan.ip));
      tell(kept('lock/availability', 'online'));
      tell(json(`${base}/lock/configuration/basicJson`, { nukiID: lock.number, name: lock.name }, { retain: true }));
      tell(kept('lock/info/firmwareVersion', lock.firmware));
      // these are there only where its settings may be changed over MQTT
      if (plan.isConfigurable)
        for (const topic of ['action', 'commandResult']) tell(kept(`configuration/${topic}`, '--'));
      sayStatus(tell);
      sayBolt(tell);
      sayKeypad(tell);
    },
    hear(topic, payload, tell) {
      if (!isUp || payload === '' || payload === '--' || payload === 'ack') return; // its own words
      if (topic === `${base}/configuration/action` && plan.isConfigurable) configure(payload, tell);
      if (topic === `${base}/lock/action`) move(payload, tell);
      if (topic === `${base}/lock/query/keypad`) sayKeypad(tell);
      if (topic === `${base}/lock/keypad/actionJson`) schedule.add(now + radioMs, { type: 'keypad', payload });
    },
    pass(until, _, tell) {
      letHappen(schedule, until, (deed, at) => {
        now = Math.max(now, at);
        happen(deed, tell);
      });
      now = until;
    },
    notice() {},
    farewell: () => [],
  };
}
