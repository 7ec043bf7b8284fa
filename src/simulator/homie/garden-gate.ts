import { text, type Program, type TellProgram } from '../program';
import type { Random } from '../random';
import { letHappen, openSchedule } from '../schedule';
import { accountOf, gardenGate } from './plans';

type Deed =
  | { readonly type: 'statistics' }
  | { readonly type: 'bolt'; readonly locked: boolean }
  | { readonly type: 'leaf'; readonly open: boolean };

const second = 1_000;
const boltMs = 1.5 * second;
/** `$stats/interval` */
const statisticsSeconds = 60;
const retryMs = 5 * second;

/** A gate with a bolt and a contact that speaks Homie 4 (homieiot.github.io, v4.0.0), its battery in a legacy extension. */
export function openGardenGate(random: Random, startAt: number): Program {
  const { id, base, name, mac, ip, firmware } = gardenGate;
  const schedule = openSchedule<Deed>();
  let now = startAt;
  let isLocked = true;
  let isOpen = false;
  let battery = 78;
  schedule.add(startAt + random.between(20, 60) * second, { type: 'statistics' });

  const attribute = (path: string, payload: string) => text(`${base}/${id}/${path}`, payload, { retain: true, qos: 1 });

  const statistics = () => ({
    '$stats/uptime': String(Math.round((now - startAt) / second) + 86_400),
    '$stats/signal': String(random.whole(58, 66)),
    '$stats/battery': String(Math.ceil(battery)),
  });
  const sayAll = (attributes: Readonly<Record<string, string>>, tell: TellProgram) => {
    for (const [path, payload] of Object.entries(attributes)) tell(attribute(path, payload));
  };
  const sayBolt = (tell: TellProgram) => tell(attribute('bolt/locked', String(isLocked)));
  const sayLeaf = (tell: TellProgram) => tell(attribute('leaf/open', String(isOpen)));

  function happen(deed: Deed, tell: TellProgram): void {
    switch (deed.type) {
      case 'statistics':
        battery = Math.max(5, battery - 0.001);
        sayAll(statistics(), tell);
        return schedule.add(now + statisticsSeconds * second, deed);
      case 'bolt':
        isLocked = deed.locked;
        return sayBolt(tell);
      case 'leaf':
        isOpen = deed.open;
        return sayLeaf(tell);
    }
  }

  return {
    account: accountOf(gardenGate),
    will: attribute('$state', 'lost'),
    retryMs,
    link: () => ({ isUp: true, username: null, password: null }),
    /** "Device Lifecycle": `init` until all that is to be told was told. */
    connected(tell) {
      tell(attribute('$homie', '4.0.0'));
      tell(attribute('$state', 'init'));
      sayAll(description({ name, mac, ip, firmware }), tell);
      sayAll(statistics(), tell);
      sayBolt(tell);
      sayLeaf(tell);
      tell(attribute('$state', 'ready'));
    },
    hear(topic, payload) {
      if (topic !== `${base}/${id}/bolt/locked/set` || !/^(?:true|false)$/.test(payload)) return;
      schedule.add(now + boltMs, { type: 'bolt', locked: payload === 'true' });
    },
    pass(until, _, tell) {
      letHappen(schedule, until, (deed, at) => {
        now = Math.max(now, at);
        happen(deed, tell);
      });
      now = until;
    },
    /** Whoever comes or goes on foot unlocks the gate, passes, and locks it behind. */
    notice(way, at) {
      const from = at + (way === 'leave' ? 12 : 0) * second;
      const steps: readonly (readonly [number, Deed])[] = [
        [0, { type: 'bolt', locked: false }],
        [2, { type: 'leaf', open: true }],
        [8, { type: 'leaf', open: false }],
        [10, { type: 'bolt', locked: true }],
      ];
      for (const [seconds, deed] of steps) schedule.add(from + seconds * second, deed);
    },
    farewell: () => [attribute('$state', 'disconnected')],
  };
}

type Told = { readonly name: string; readonly mac: string; readonly ip: string; readonly firmware: string };

function description({ name, mac, ip, firmware }: Told): Readonly<Record<string, string>> {
  return {
    $name: name,
    $extensions: 'org.homie.legacy-firmware:0.1.1:[4.x],org.homie.legacy-stats:0.1.1:[4.x]',
    $nodes: 'bolt,leaf',
    $implementation: 'esp32',
    $localip: ip,
    $mac: mac,
    '$fw/name': 'gate-lock',
    '$fw/version': firmware,
    $stats: 'uptime,signal,battery',
    '$stats/interval': String(statisticsSeconds),
    'bolt/$name': 'Bolt',
    'bolt/$type': 'lock',
    'bolt/$properties': 'locked',
    'bolt/locked/$name': 'Locked',
    'bolt/locked/$datatype': 'boolean',
    'bolt/locked/$settable': 'true',
    'leaf/$name': 'Leaf',
    'leaf/$type': 'contact',
    'leaf/$properties': 'open',
    'leaf/open/$name': 'Open',
    'leaf/open/$datatype': 'boolean',
  };
}
