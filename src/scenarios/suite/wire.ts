import { says, type Beat, type Happening, type Stage } from './happening';

/** a line of Mosquitto's log, as `log_dest topic` publishes it (2.0; 2.1 where the words differ) */
export function logs(stage: Stage, after: number, level: string, text: string): Beat {
  const seconds = Math.floor(stage.home.now / 1_000 + after);
  return says(after, `$SYS/broker/log/${level}`, `${seconds}: ${text}`);
}

export function each(
  count: number,
  seconds: () => number,
  beat: (at: number, index: number) => readonly Beat[],
): readonly Beat[] {
  let at = 1;
  return Array.from({ length: count }, (_, index) => {
    at += index === 0 ? 0 : seconds();
    return beat(at, index);
  }).flat();
}

const refusedOverTcp = (stage: Stage) => (at: number, index: number) => [
  logs(stage, at, 'N', `New connection from 192.168.1.77:${40_000 + index} on port 1883.`),
  logs(stage, at + 0.02, 'N', 'Client <unknown> disconnected, not authorised.'),
];
const refusedByNewer =
  (stage: Stage, address = '192.168.1.77') =>
  (at: number, index: number) => [
    logs(stage, at, 'N', `Client probe [${address}:${40_000 + index}] disconnected: not authorised.`),
  ];

/** The camera logs in from this address, or somebody as the camera. */
function comes(stage: Stage, at: number, address: string, isTakeover: boolean): readonly Beat[] {
  const entered = `New client connected from ${address}:51044 as yard-camera (p5, c1, k60, u'yard-camera').`;
  const closed = 'Client yard-camera already connected, closing old connection.';
  return [...(isTakeover ? [logs(stage, at, 'E', closed)] : []), logs(stage, at + 0.02, 'N', entered)];
}

/** What the broker tells of who comes, and what is too much. */
export const wireHappenings: readonly Happening[] = [
  {
    name: 'passwords tried one after the other',
    class: 'login_bruteforce',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: each(
        stage.draw.whole('logins'),
        () => stage.draw.number('loginSeconds'),
        stage.draw.pick([refusedOverTcp, refusedByNewer])(stage),
      ),
    }),
  },
  {
    name: 'passwords tried about once a minute',
    class: 'login_bruteforce',
    form: 'evasive',
    patienceSeconds: 120,
    plot: (stage) => ({
      beats: each(stage.draw.whole('logins'), () => stage.draw.number('slowLoginSeconds'), refusedByNewer(stage)),
    }),
  },
  {
    name: 'somebody mistypes a password',
    class: 'login_bruteforce',
    form: 'decoy',
    patienceSeconds: 300,
    plot: (stage) => ({
      beats: each(
        stage.draw.whole('wrongLogins'),
        () => stage.draw.number('typoSeconds'),
        // at the computer from which somebody else tried before, or at another
        refusedByNewer(stage, stage.draw.pick(['192.168.1.77', '192.168.1.20'])),
      ),
    }),
  },
  {
    name: 'a client is thrown out by another with its id, again and again',
    class: 'client_takeover',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: each(
        stage.draw.whole('takeovers'),
        () => stage.draw.number('takeoverSeconds'),
        (at) => [logs(stage, at, 'E', 'Client yard-camera already connected, closing old connection.')],
      ),
    }),
  },
  {
    name: 'somebody takes the place of a client every quarter of an hour or so, for a moment',
    class: 'client_takeover',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const begins = 60;
      const beats = each(
        stage.draw.whole('takeovers'),
        () => stage.draw.number('slowTakeoverSeconds'),
        (at) => [
          ...comes(stage, begins + at, '192.168.1.77', true),
          ...comes(stage, begins + at + stage.draw.number('takeoverSeconds'), '192.168.1.41', true),
        ],
      );
      return { beats: [...comes(stage, 1, '192.168.1.41', false), ...beats], beginsAtSeconds: begins };
    },
  },
  {
    name: 'a phone comes back before the broker noticed that it was gone',
    class: 'client_takeover',
    form: 'decoy',
    patienceSeconds: 120,
    plot: (stage) => ({ beats: [logs(stage, 1, 'E', 'Client phone already connected, closing old connection.')] }),
  },
  {
    name: 'somebody listens to everything',
    class: 'topic_scan',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => ({ beats: [logs(stage, 1, 'M/subscribe', `probe-${stage.draw.whole('scans')}a 0 #`)] }),
  },
  {
    name: 'somebody tries a list of words as first levels',
    class: 'topic_scan',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const client = `list-${stage.draw.whole('scans')}${stage.draw.whole('logins')}`;
      const words = ['home', 'house', 'haus', 'casa', 'cam', 'door', 'alarm', 'tele', 'stat', 'owntracks'];
      return {
        beats: each(
          stage.draw.whole('scans'),
          () => 0.3,
          (at, index) => [logs(stage, at, 'M/subscribe', `${client} 0 ${words[index % words.length] ?? ''}${index}/#`)],
        ),
      };
    },
  },
  {
    name: 'a page that subscribes to what it shows',
    class: 'topic_scan',
    form: 'decoy',
    patienceSeconds: 120,
    plot: (stage) => ({
      beats: each(
        12,
        () => 0.1,
        (at, index) => [logs(stage, at, 'M/subscribe', `gatehouse-x1 0 zigbee2mqtt/Device ${index}`)],
      ),
    }),
  },
  {
    name: 'a device that drowns the rest',
    class: 'message_flood',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const { name, state } = stage.device('Kitchen fridge');
      const count = Math.round(stage.draw.number('floodEachSecond') * stage.draw.number('floodSeconds'));
      const rate = stage.draw.number('floodEachSecond');
      return {
        beats: Array.from({ length: Math.min(count, 6_000) }, (_, index) =>
          says(1 + index / rate, `${stage.home.base}/${name}`, state),
        ),
      };
    },
  },
  {
    name: 'a device that says many times as much as ever, and no more than a busy one may',
    class: 'message_flood',
    form: 'evasive',
    needsHabits: true,
    patienceSeconds: 60,
    plot(stage) {
      const { name, state } = stage.device('Hallway smoke');
      const rate = stage.draw.number('busyEachSecond');
      const count = Math.round(rate * stage.draw.number('busySeconds'));
      return {
        beats: Array.from({ length: count }, (_, index) => says(1 + index / rate, `${stage.home.base}/${name}`, state)),
      };
    },
  },
  {
    name: 'a document nested to exhaust a parser',
    class: 'limit_exceeded',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const depth = stage.draw.whole('depth');
      return { beats: [says(1, `${stage.home.base}/Kitchen fridge`, `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`)] };
    },
  },
  {
    name: 'a state larger than any device has',
    class: 'limit_exceeded',
    form: 'evasive',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: [
        says(1, `${stage.home.base}/Kitchen fridge`, { state: 'ON', note: 'x'.repeat(stage.draw.whole('hugeBytes')) }),
      ],
    }),
  },
];
