import { json, text, type Program, type TellProgram } from '../program';
import type { Random } from '../random';
import { letHappen, openSchedule } from '../schedule';
import { merge, type Configuration } from './configuration';
import { accountOf, cellarLeak } from './plans';

type Deed = 'statistics' | 'reboot' | 'come-up';

const second = 1_000;
/** `$stats/interval` */
const statisticsSeconds = 60;
/** it starts again as soon as it has nothing else to do */
const restartAfterMs = 1 * second;
const bootMs = 3 * second;
const retryMs = 5 * second;

/** A leak sensor made with the homie-esp8266 library (Homie 3.0.1), which takes its whole configuration over MQTT. */
export function openCellarLeak(random: Random, startAt: number): Program {
  const { id, base } = cellarLeak;
  const schedule = openSchedule<Deed>();
  let configuration: Configuration = { username: null, password: null };
  let running = configuration;
  let isUp = true;
  let isRestarting = false;
  let bootedAt = startAt - 86_400_000;
  let now = startAt;
  schedule.add(startAt + random.between(20, 60) * second, 'statistics');

  const topic = (path: string) => `${base}/${id}/${path}`;
  const kept = { retain: true, qos: 1 } as const;
  const say = (path: string, payload: string, tell: TellProgram) => tell(text(topic(path), payload, kept));

  function sayStatistics(tell: TellProgram): void {
    say('$stats/uptime', String(Math.round((now - bootedAt) / second)), tell);
    say('$stats/signal', String(random.whole(61, 70)), tell);
  }

  function happen(deed: Deed, tell: TellProgram): void {
    switch (deed) {
      case 'statistics':
        if (isUp) sayStatistics(tell);
        return schedule.add(now + statisticsSeconds * second, deed);
      case 'reboot':
        isUp = false; // without a word: the broker says that it is lost
        return schedule.add(now + bootMs, 'come-up');
      case 'come-up':
        running = configuration;
        isUp = true;
        isRestarting = false;
        bootedAt = now;
    }
  }

  return {
    account: accountOf(cellarLeak),
    will: text(topic('$state'), 'lost', kept),
    retryMs,
    link: () => ({ isUp, ...running }),
    connected(tell) {
      say('$homie', '3.0.1', tell);
      say('$state', 'init', tell);
      for (const [path, payload] of Object.entries(description())) say(path, payload, tell);
      // what it was told, without anything that opens a door
      tell(json(topic('$implementation/config'), { name: cellarLeak.name, mqtt: { auth: true } }, kept));
      sayStatistics(tell);
      say('water/leak', 'false', tell);
      say('$state', 'ready', tell);
    },
    hear(heard, payload, tell) {
      if (!isUp || heard !== topic('$implementation/config/set') || payload === '') return;
      say('$implementation/config/set', '', tell); // somebody may have retained it, and it would hear it at each start
      const merged = merge(configuration, payload);
      if (merged === null) return;
      configuration = merged;
      if (!isRestarting) schedule.add(now + restartAfterMs, 'reboot');
      isRestarting = true;
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

function description(): Readonly<Record<string, string>> {
  const { name, mac, ip, firmware } = cellarLeak;
  return {
    $name: name,
    $nodes: 'water',
    $implementation: 'esp8266',
    '$implementation/version': '3.0.0',
    '$implementation/ota/enabled': 'true',
    $localip: ip,
    $mac: mac,
    '$fw/name': 'cellar-leak',
    '$fw/version': firmware,
    $stats: 'uptime,signal',
    '$stats/interval': String(statisticsSeconds),
    'water/$name': 'Water',
    'water/$type': 'leak',
    'water/$properties': 'leak',
    'water/leak/$name': 'Leak',
    'water/leak/$datatype': 'boolean',
  };
}
