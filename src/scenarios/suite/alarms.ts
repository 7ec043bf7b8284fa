import { acts, says, type Happening, type Stage } from './happening';

/** The panel of the home: Alarmo, as it says itself at the broker (nielsfaber/alarmo README, "MQTT"). */
export const panel = { name: 'Alarmo', topic: 'alarmo/state' } as const;

/** Somebody leaves, and somebody comes in; `end`: what the panel says then, in seconds after the time to enter the code is over. */
function comesIn({ draw }: Stage, end: readonly (readonly [afterSeconds: number, state: string])[]) {
  const leftAt = 1 + draw.number('exitSeconds');
  const cameAt = leftAt + draw.number('gardenSeconds');
  const overAt = cameAt + draw.number('entrySeconds');
  const states: typeof end = [[1, 'arming'], [leftAt, 'armed_away'], [cameAt, 'pending'], ...later(end, overAt)];
  return {
    beats: states.map(([afterSeconds, state]) => says(afterSeconds, panel.topic, state, true)),
    beginsAtSeconds: overAt,
    lastsSeconds: overAt,
    about: [panel.name],
  };
}

const later = (states: readonly (readonly [afterSeconds: number, state: string])[], seconds: number) =>
  states.map(([after, state]) => [after + seconds, state] as const);

/** The home's own alarm, and the button that calls for help. */
export const alarmHappenings: readonly Happening[] = [
  {
    name: 'the alarm goes off',
    class: 'safety',
    form: 'easy',
    patienceSeconds: 10,
    plot(stage) {
      const over = stage.draw.number('hazardSeconds');
      return comesIn(stage, [
        [0, 'triggered'],
        [over, 'armed_away'],
        [over + 60, 'disarmed'],
      ]);
    },
  },
  {
    name: 'the alarm goes off for a moment, for somebody has the code',
    class: 'safety',
    form: 'evasive',
    patienceSeconds: 10,
    plot: (stage) =>
      comesIn(stage, [
        [0, 'triggered'],
        [stage.draw.number('momentSeconds'), 'disarmed'],
      ]),
  },
  {
    name: 'somebody comes home and has the code in time',
    class: 'safety',
    form: 'decoy',
    patienceSeconds: 60,
    plot: (stage) => comesIn(stage, [[-1, 'disarmed']]),
  },
  {
    name: 'somebody calls for help at a keypad',
    class: 'safety',
    form: 'evasive',
    patienceSeconds: 10,
    plot(stage) {
      const { ieee } = stage.device('Front door keypad');
      return { beats: [acts(1, { type: 'say', ieee, state: {}, action: { action: 'emergency' } })] };
    },
  },
];
