import { acts, type Happening, type Stage } from './happening';

/** those that nothing locks: all they tell is that they are open */
const contactNames = ['Küche Fenster', 'Bedroom window', 'Front door contact'] as const;

/** Doors and windows without a lock, which the household opens at any hour of the day while somebody is at home and awake. */
export const doorHappenings: readonly Happening[] = [
  {
    name: 'a window opened in the dead of night',
    class: 'lock_odd_hours',
    form: 'easy',
    alsoRight: ['sequence_unusual'],
    patienceSeconds: 120,
    hours: [2, 4],
    plot: opened,
  },
  {
    name: 'a window opened in the forenoon of a working day, when nobody is ever there',
    class: 'lock_odd_hours',
    form: 'evasive',
    alsoRight: ['sequence_unusual'],
    patienceSeconds: 120,
    hours: [10, 12],
    workingDays: true,
    plot: opened,
  },
  {
    name: 'a window opened once more before all go to bed',
    class: 'lock_odd_hours',
    form: 'decoy',
    patienceSeconds: 600,
    hours: [21.5, 22.8],
    plot: opened,
  },
];

function opened(stage: Stage) {
  const { ieee } = stage.device(stage.draw.pick(contactNames));
  return {
    beats: [
      acts(1, { type: 'say', ieee, state: { contact: false } }),
      acts(1 + stage.draw.number('airedSeconds'), { type: 'say', ieee, state: { contact: true } }),
    ],
    lastsSeconds: 1,
  };
}
