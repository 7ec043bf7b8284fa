import { says, type Happening, type SaidMessage, type Stage } from './happening';

export function orderTo(base: string, name: string, order: object): SaidMessage {
  return { topic: `${base}/${name}/set`, payload: JSON.stringify(order) };
}

const unlockAndLock = ({ home }: Stage) => ({
  beats: [
    { afterSeconds: 1, order: orderTo(home.base, 'Front door', { state: 'UNLOCK' }) },
    { afterSeconds: 90, order: orderTo(home.base, 'Front door', { state: 'LOCK' }) },
  ],
  lastsSeconds: 1,
});

/** Orders by message: what a broker remembers, and what nobody of the home gives at that hour. */
export const orderHappenings: readonly Happening[] = [
  {
    name: 'the front door is told in the dead of night to unlock',
    class: 'command_unusual',
    form: 'easy',
    alsoRight: ['lock_odd_hours', 'sequence_unusual'],
    patienceSeconds: 60,
    hours: [1, 4.5],
    plot: unlockAndLock,
  },
  {
    name: 'the front door is told in the forenoon to take a new code: no bolt moves',
    class: 'command_unusual',
    form: 'evasive',
    patienceSeconds: 60,
    hours: [9.5, 12.5],
    workingDays: true,
    plot: ({ home }) => ({
      beats: [says(1, `${home.base}/Front door/set`, { pin_code: { user: 9, user_enabled: true, pin_code: '' } })],
    }),
  },
  {
    name: 'somebody locks up with the app a little earlier than usual',
    class: 'command_unusual',
    form: 'decoy',
    patienceSeconds: 300,
    hours: [20.75, 21.25],
    plot: ({ home }) => ({
      beats: [{ afterSeconds: 1, order: orderTo(home.base, 'Front door', { state: 'LOCK' }) }],
    }),
  },
  {
    name: 'a retained command to unlock',
    class: 'retained_command',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: [
        says(1, `${stage.home.base}/Front door/set`, { state: 'UNLOCK' }, true),
        says(600, `${stage.home.base}/Front door/set`, '', true),
      ],
      lastsSeconds: 1,
    }),
  },
  {
    name: 'a retained command to unlock, by radio address and for a single property',
    class: 'retained_command',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      // as Zigbee2MQTT takes them too (lib/extension/publish.ts)
      const topic = `${stage.home.base}/${stage.device('Front door').ieee}/set/state`;
      return {
        beats: [says(1, topic, 'UNLOCK', true), says(600, topic, '', true)],
        lastsSeconds: 1,
        about: ['Front door'],
      };
    },
  },
  {
    name: 'a command to a plug, as people and programs give it',
    class: 'retained_command',
    form: 'decoy',
    patienceSeconds: 60,
    plot: (stage) => ({ beats: [says(1, `${stage.home.base}/Kitchen fridge/set`, { state: 'ON' })] }),
  },
];
