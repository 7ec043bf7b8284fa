import { acts, says, type Beat, type Happening, type Stage } from './happening';

/** A battery that has so little left from now on, and is changed an hour later. */
function tired(stage: Stage, percent: number) {
  const { ieee } = stage.device('Hallway motion');
  return {
    beats: [acts(1, { type: 'drain', ieee, percent }), acts(3_600, { type: 'drain', ieee, percent: 100 })],
    lastsSeconds: 1,
  };
}

/** From 92 % on it loses so much in each of so many hours, and is changed in the one after. */
function drained(stage: Stage, percentAnHour: number, hours: number) {
  const { ieee } = stage.device('Living room motion');
  const beats = Array.from({ length: hours }, (_, hour): Beat =>
    acts(1 + hour * 3_600, { type: 'drain', ieee, percent: Math.max(25, Math.round(92 - hour * percentAnHour)) }),
  );
  return {
    beats: [...beats, acts((hours + 1) * 3_600, { type: 'drain', ieee, percent: 100 })],
    lastsSeconds: hours * 3_600,
  };
}

/** Batteries that are empty, those that empty too fast, and one that was changed. */
export const batteryHappenings: readonly Happening[] = [
  {
    name: 'a battery that is nearly empty',
    class: 'battery_low',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => tired(stage, stage.draw.whole('tiredPercent')),
  },
  {
    name: 'a battery at 0 %, which a careless reader takes for no reading',
    class: 'battery_low',
    form: 'evasive',
    patienceSeconds: 60,
    plot: (stage) => tired(stage, 0),
  },
  {
    name: 'a battery of which a sensor knows no percentage, only that it is low',
    class: 'battery_low',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const { name, state } = stage.device('Bedroom window');
      return {
        beats: [says(1, `${stage.home.base}/${name}`, { ...state, battery: null, battery_low: true })],
        lastsSeconds: 1,
      };
    },
  },
  {
    name: 'a battery in the cold: a little less than before, and good for months',
    class: 'battery_low',
    form: 'decoy',
    patienceSeconds: 60,
    plot: (stage) => tired(stage, stage.draw.whole('coldPercent')),
  },
  {
    name: 'a changed battery',
    class: 'battery_drain',
    form: 'decoy',
    patienceSeconds: 3_600,
    plot: (stage) => ({
      beats: [acts(1, { type: 'drain', ieee: stage.device('Living room motion').ieee, percent: 100 })],
    }),
  },
  {
    name: 'a cell that is empty within the day',
    class: 'battery_drain',
    form: 'easy',
    alsoRight: ['battery_low'],
    patienceSeconds: 600,
    plot: (stage) => drained(stage, stage.draw.number('emptiesPercentAnHour'), 5),
  },
  {
    name: 'a cell that is drained by constant waking',
    class: 'battery_drain',
    form: 'evasive',
    alsoRight: ['battery_low', 'value_drift'],
    patienceSeconds: 600,
    plot: (stage) => drained(stage, stage.draw.number('drainPercentAnHour'), 8),
  },
];
