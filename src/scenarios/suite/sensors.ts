import { acts, type Happening, type Stage } from './happening';
import { event } from './stage-camera';

/** Says `during` and, later, `after`; it should be told by then. */
function spell(stage: Stage, name: string, seconds: number, during: object, after: object) {
  const { ieee } = stage.device(name);
  return {
    beats: [
      acts(1, { type: 'say', ieee, state: { ...during } }),
      acts(1 + seconds, { type: 'say', ieee, state: { ...after } }),
    ],
    lastsSeconds: 1,
  };
}

/** Sensors that warn: of smoke and of water, and that somebody opened their case. */
export const sensorHappenings: readonly Happening[] = [
  {
    name: 'smoke',
    class: 'safety',
    form: 'easy',
    patienceSeconds: 10,
    plot: (stage) =>
      spell(stage, 'Kitchen smoke', stage.draw.number('hazardSeconds'), { smoke: true }, { smoke: false }),
  },
  {
    name: 'a leak',
    class: 'safety',
    form: 'easy',
    patienceSeconds: 10,
    plot: (stage) =>
      spell(
        stage,
        'Washing machine leak',
        stage.draw.number('hazardSeconds'),
        { water_leak: true },
        { water_leak: false },
      ),
  },
  {
    name: 'smoke for a moment: it smoulders',
    class: 'safety',
    form: 'evasive',
    patienceSeconds: 10,
    plot: (stage) =>
      spell(stage, 'Hallway smoke', stage.draw.number('momentSeconds'), { smoke: true }, { smoke: false }),
  },
  {
    name: 'a smoke alarm that says that all is well',
    class: 'safety',
    form: 'decoy',
    patienceSeconds: 60,
    plot: (stage) => spell(stage, 'Hallway smoke', 5, { smoke: false }, { smoke: false }),
  },
  {
    name: 'a cover that is taken off',
    class: 'tamper',
    form: 'easy',
    patienceSeconds: 10,
    plot: (stage) =>
      spell(stage, 'Bedroom window', stage.draw.number('tamperSeconds'), { tamper: true }, { tamper: false }),
  },
  {
    name: 'a cover that is lifted for a moment while its window is opened',
    class: 'tamper',
    form: 'evasive',
    patienceSeconds: 10,
    // when somebody is at home and awake on any day
    hours: [17, 21],
    plot: (stage) =>
      spell(
        stage,
        'Bedroom window',
        stage.draw.number('momentSeconds'),
        { contact: false, tamper: true },
        { contact: true, tamper: false },
      ),
  },
  {
    name: 'a camera that is lifted off its wall, of which what it tells each minute says nothing',
    class: 'tamper',
    form: 'evasive',
    patienceSeconds: 10,
    plot: (stage) => ({ beats: [event(stage, 1, 'tamper')] }),
  },
  {
    name: 'a window that is opened, its case shut',
    class: 'tamper',
    form: 'decoy',
    patienceSeconds: 60,
    hours: [17, 21],
    plot: (stage) =>
      spell(
        stage,
        'Bedroom window',
        stage.draw.number('airedSeconds'),
        { contact: false, tamper: false },
        { contact: true, tamper: false },
      ),
  },
];
