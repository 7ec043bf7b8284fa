import type { Beat, Happening, Stage } from './happening';
import type { RangeName } from './ranges';
import { each, logs } from './wire';

/** As a debug log has it (Mosquitto, `handle__publish`). */
function denied(stage: Stage, at: number, client: string, topic: string): Beat {
  return logs(stage, at, 'M/denied', `Denied PUBLISH from ${client} (d0, q0, r0, m0, '${topic}', ... (12 bytes))`);
}

function administered(stage: Stage, at: number, command: string): Beat {
  return logs(stage, at, 'I', `dynsec: mqtt-explorer/mallory | ${command}`);
}

const gone = (seconds: number): readonly Beat[] => [
  { afterSeconds: 1, link: 'lost' },
  { afterSeconds: 1 + seconds, link: 'back' },
];

/** The connection breaks again and again, each time for so long. */
function breaks({ draw }: Stage, seconds: RangeName): { readonly beats: readonly Beat[] } {
  let at = 1;
  const beats = Array.from({ length: draw.whole('losses') }, (): readonly Beat[] => {
    const lostAt = at;
    const backAt = lostAt + draw.number(seconds);
    at = backAt + draw.number('betweenLossesSeconds');
    return [
      { afterSeconds: lostAt, link: 'lost' },
      { afterSeconds: backAt, link: 'back' },
    ];
  });
  return { beats: beats.flat() };
}

/** What the broker refuses, what is changed at it, and when it is gone. */
export const brokerHappenings: readonly Happening[] = [
  {
    name: 'somebody gives an order to a lock and may not',
    class: 'access_denied',
    form: 'easy',
    patienceSeconds: 30,
    plot: (stage) => ({
      beats: [denied(stage, 1, `plug-${stage.draw.whole('scans')}`, `${stage.home.base}/Front door/set`)],
    }),
  },
  {
    name: 'somebody feels his way: topic after topic that he may not write to',
    class: 'access_denied',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const client = `lamp-${stage.draw.whole('scans')}`;
      return {
        beats: each(
          stage.draw.whole('deniedTopics'),
          () => stage.draw.number('deniedSeconds'),
          (at, index) => [denied(stage, at, client, `home/room${index}/state`)],
        ),
      };
    },
  },
  {
    name: 'a program with a setting too many is refused at one topic, again and again',
    class: 'access_denied',
    form: 'decoy',
    patienceSeconds: 300,
    plot: (stage) => ({
      beats: each(
        stage.draw.whole('refusedTwice'),
        () => stage.draw.number('deniedSeconds'),
        (at) => [denied(stage, at, 'weather-station', 'weather/status')],
      ),
    }),
  },
  {
    name: 'somebody makes a second account',
    class: 'account_changed',
    form: 'easy',
    patienceSeconds: 30,
    plot: (stage) => ({
      beats: [
        administered(stage, 1, 'createClient | username=service | password=******'),
        administered(
          stage,
          1 + stage.draw.number('sittingSeconds'),
          'addClientRole | username=service | rolename=admin',
        ),
      ],
      lastsSeconds: 1,
    }),
  },
  {
    name: 'somebody looks at the accounts first, and much later widens the rules of a role',
    class: 'account_changed',
    form: 'evasive',
    patienceSeconds: 30,
    plot(stage) {
      const later = 1 + 60 * stage.draw.number('sittingSeconds');
      return {
        beats: [
          administered(stage, 1, 'listClients | verbose=false | count=-1 | offset=-1'),
          administered(stage, later, 'addRoleACL | rolename=device | acltype=publishClientSend | topic=#'),
        ],
        beginsAtSeconds: later,
      };
    },
  },
  {
    name: 'an administrator looks at the accounts',
    class: 'account_changed',
    form: 'decoy',
    patienceSeconds: 300,
    plot: (stage) => ({
      beats: ['listClients | verbose=false', 'getClient | username=yard-camera', 'getRole | rolename=device'].map(
        (command, index) => administered(stage, 1 + index * stage.draw.number('sittingSeconds'), command),
      ),
    }),
  },
  {
    name: 'the broker is gone and does not come back by itself',
    class: 'broker_lost',
    form: 'easy',
    patienceSeconds: 30,
    plot: ({ draw }) => ({ beats: gone(draw.number('lostSeconds')) }),
  },
  {
    name: 'the broker is gone again and again, each time for no longer than a restart takes',
    class: 'broker_lost',
    form: 'evasive',
    patienceSeconds: 60,
    plot: (stage) => breaks(stage, 'routerSeconds'),
  },
  {
    name: 'somebody tries settings of the broker, and restarts it after each',
    class: 'broker_lost',
    form: 'decoy',
    patienceSeconds: 600,
    plot: (stage) => breaks(stage, 'brokerStartSeconds'),
  },
  {
    name: 'the router starts anew',
    class: 'broker_lost',
    form: 'decoy',
    patienceSeconds: 600,
    plot: ({ draw }) => ({ beats: gone(draw.number('routerSeconds')) }),
  },
];
