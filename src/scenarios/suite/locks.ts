import { cameraTopics } from './stage-camera';
import { acts, says, type Beat, type Happening, type Stage } from './happening';

const lockNames = ['Front door', 'Garage/Side door'] as const;
const wrongCode = { action: 'unlock_failure_invalid_pin_or_id', action_source_name: 'keypad', action_user: null };

function tries(stage: Stage, count: number, eachSeconds: () => number, names: readonly [string, ...string[]]): Beat[] {
  let at = 1;
  return Array.from({ length: count }, (_, index) => {
    const { ieee } = stage.device(names[index % names.length] ?? names[0]);
    at += index === 0 ? 0 : eachSeconds();
    return acts(at, { type: 'say', ieee, action: wrongCode });
  });
}

/** Codes that are tried, bolts that jam, and what people do at doors every day. */
export const lockHappenings: readonly Happening[] = [
  {
    name: 'codes tried one after the other',
    class: 'pin_bruteforce',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: tries(stage, stage.draw.whole('quickTries'), () => stage.draw.number('quickTrySeconds'), [
        stage.draw.pick(lockNames),
      ]),
    }),
  },
  {
    name: 'codes tried at two locks in turn',
    class: 'pin_bruteforce',
    form: 'evasive',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: tries(stage, stage.draw.whole('quickTries'), () => stage.draw.number('quickTrySeconds'), lockNames),
    }),
  },
  {
    name: 'one code every seven minutes for hours',
    class: 'pin_bruteforce',
    form: 'evasive',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: tries(
        stage,
        Math.floor((stage.draw.number('slowHours') * 3_600) / 420),
        () => stage.draw.number('slowTrySeconds'),
        [stage.draw.pick(lockNames)],
      ),
    }),
  },
  {
    name: 'a guest with typos and a valid code',
    class: 'pin_bruteforce',
    form: 'decoy',
    patienceSeconds: 300,
    hours: [17, 20],
    plot(stage) {
      const name = stage.draw.pick(lockNames);
      const beats = tries(stage, stage.draw.whole('typos'), () => stage.draw.number('typoSeconds'), [name]);
      const { ieee } = stage.device(name);
      const at = (beats.at(-1)?.afterSeconds ?? 0) + stage.draw.number('typoSeconds');
      const by = { source: 'keypad', user: 2 } as const;
      return {
        beats: [
          ...beats,
          acts(at, { type: 'move', ieee, to: 'UNLOCK', by }),
          acts(at + 30, { type: 'move', ieee, to: 'LOCK', by }),
        ],
      };
    },
  },
  {
    name: 'one wrong code that the bridge tells again and again',
    class: 'pin_bruteforce',
    form: 'decoy',
    patienceSeconds: 300,
    plot(stage) {
      const { ieee } = stage.device('Front door');
      const copies = Array.from({ length: stage.draw.whole('copies') - 1 }, (_, index): Beat => ({
        afterSeconds: 1.1 + index * stage.draw.number('copySeconds'),
        told: 'again-live',
        messages: 1,
      }));
      return { beats: [acts(1, { type: 'say', ieee, action: wrongCode }), ...copies] };
    },
  },
  {
    name: 'a bolt that does not reach its end',
    class: 'lock_jammed',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const { ieee } = stage.device(stage.draw.pick(lockNames));
      const state = { state: 'UNLOCK', lock_state: 'not_fully_locked' };
      const after = stage.draw.number('jamSeconds');
      return {
        beats: [
          acts(1, { type: 'say', ieee, state }),
          acts(after, { type: 'say', ieee, state: { state: 'LOCK', lock_state: 'locked' } }),
        ],
        lastsSeconds: 1,
      };
    },
  },
  {
    name: 'a bolt that does not reach its end, though the lock calls it locked, and at the next try a moment later does',
    class: 'lock_jammed',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const { ieee } = stage.device(stage.draw.pick(lockNames));
      return {
        beats: [
          acts(1, { type: 'say', ieee, state: { state: 'LOCK', lock_state: 'not_fully_locked' } }),
          acts(1 + stage.draw.number('momentSeconds'), {
            type: 'say',
            ieee,
            state: { state: 'LOCK', lock_state: 'locked' },
          }),
        ],
        lastsSeconds: 1,
      };
    },
  },
  {
    name: 'a door that is unlocked and locked by hand',
    class: 'lock_jammed',
    form: 'decoy',
    patienceSeconds: 120,
    // when somebody is at home on any day
    hours: [17, 21],
    plot(stage) {
      const { ieee } = stage.device('Front door');
      const by = { source: 'manual', user: null } as const;
      return {
        beats: [acts(1, { type: 'move', ieee, to: 'UNLOCK', by }), acts(40, { type: 'move', ieee, to: 'LOCK', by })],
      };
    },
  },
  {
    name: 'a door opened in the dead of night',
    class: 'lock_odd_hours',
    form: 'easy',
    alsoRight: ['sequence_unusual', 'command_unusual'],
    patienceSeconds: 120,
    hours: [2, 4],
    plot: (stage) => opened(stage, 'keypad'),
  },
  {
    name: 'a door opened in the forenoon of a working day, when nobody is ever there',
    class: 'lock_odd_hours',
    form: 'evasive',
    alsoRight: ['sequence_unusual', 'command_unusual'],
    patienceSeconds: 120,
    hours: [10, 12],
    workingDays: true,
    plot: (stage) => opened(stage, 'manual'),
  },
  {
    name: 'a door opened by command, and a window right after it was locked',
    class: 'sequence_unusual',
    form: 'evasive',
    alsoRight: ['lock_odd_hours', 'command_unusual'],
    patienceSeconds: 120,
    hours: [22.9, 23.9],
    plot(stage) {
      const lock = stage.device('Front door').ieee;
      const window = stage.device('Bedroom window').ieee;
      return {
        beats: [
          acts(1, { type: 'move', ieee: lock, to: 'UNLOCK', by: { source: 'rf', user: null } }),
          acts(30, { type: 'move', ieee: lock, to: 'LOCK', by: { source: 'rf', user: null } }),
          acts(38, { type: 'say', ieee: window, state: { contact: false } }),
          acts(150, { type: 'say', ieee: window, state: { contact: true } }),
        ],
        lastsSeconds: 38,
      };
    },
  },
  {
    name: 'a camera that goes dark right after the door was locked in the evening, as on any day',
    class: 'sequence_unusual',
    form: 'easy',
    patienceSeconds: 120,
    hours: [17, 20],
    plot(stage) {
      const { ieee } = stage.device('Front door');
      const by = { source: 'keypad', user: 1 } as const;
      const darkAt = 30 + stage.draw.number('darkSeconds');
      return {
        beats: [
          acts(1, { type: 'move', ieee, to: 'UNLOCK', by }),
          acts(30, { type: 'move', ieee, to: 'LOCK', by }),
          says(darkAt, cameraTopics.status, { status: 'offline' }, true),
          says(darkAt + stage.draw.number('awaySeconds'), cameraTopics.status, { status: 'online' }, true),
        ],
        lastsSeconds: darkAt,
      };
    },
  },
];

function opened(stage: Stage, source: 'keypad' | 'manual') {
  const { ieee } = stage.device('Front door');
  const by = { source, user: source === 'keypad' ? 1 : null } as const;
  return {
    beats: [acts(1, { type: 'move', ieee, to: 'UNLOCK', by }), acts(60, { type: 'move', ieee, to: 'LOCK', by })],
    lastsSeconds: 1,
  };
}
