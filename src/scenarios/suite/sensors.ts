import { acts, type Beat, type Happening, type Stage } from './happening';

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

function standsStill(seconds: number): { readonly beats: readonly Beat[] } {
  return {
    beats: [
      { afterSeconds: 1, standsStill: true },
      { afterSeconds: 1 + seconds, standsStill: false },
    ],
  };
}

/** Alarms of sensors, batteries, and readings that are not what they were. */
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
    name: 'a battery that is nearly empty',
    class: 'battery_low',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const { ieee } = stage.device('Hallway motion');
      return {
        beats: [
          acts(1, { type: 'drain', ieee, percent: stage.draw.whole('tiredPercent') }),
          acts(3_600, { type: 'drain', ieee, percent: 100 }),
        ],
        lastsSeconds: 1,
      };
    },
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
    name: 'a cell that is drained by constant waking',
    class: 'battery_drain',
    form: 'evasive',
    alsoRight: ['battery_low', 'value_drift'],
    patienceSeconds: 600,
    plot(stage) {
      const { ieee } = stage.device('Living room motion');
      const an = stage.draw.number('drainPercentAnHour');
      const beats = Array.from({ length: 8 }, (_, hour): Beat =>
        acts(1 + hour * 3_600, { type: 'drain', ieee, percent: Math.max(25, Math.round(92 - hour * an)) }),
      );
      return { beats: [...beats, acts(9 * 3_600, { type: 'drain', ieee, percent: 100 })], lastsSeconds: 8 * 3_600 };
    },
  },
  {
    name: 'a temperature that jumps',
    class: 'value_jump',
    form: 'easy',
    alsoRight: ['value_drift', 'spoofed_message'],
    patienceSeconds: 600,
    plot({ draw }) {
      const warmerC = (draw.chance(0.5) ? 1 : -1) * draw.number('jumpC');
      return {
        beats: [
          { afterSeconds: 1, warmerC },
          { afterSeconds: 300, warmerC: 0 },
        ],
      };
    },
  },
  {
    name: 'a temperature that drifts, no step of it large',
    class: 'value_drift',
    form: 'evasive',
    alsoRight: ['value_jump'],
    patienceSeconds: 3_600,
    plot({ draw }) {
      const anHour = draw.number('driftCAnHour');
      const beats = Array.from({ length: 12 * 60 }, (_, minute): Beat => ({
        afterSeconds: 1 + minute * 60,
        warmerC: (anHour * minute) / 60,
      }));
      return { beats: [...beats, { afterSeconds: 12 * 3_600 + 60, warmerC: 0 }] };
    },
  },
  {
    name: 'a temperature that stands still: a sensor that froze, or one that is played back',
    class: 'value_stuck',
    form: 'easy',
    patienceSeconds: 60,
    plot: ({ draw }) => standsStill(draw.number('stuckHours') * 3_600),
  },
  {
    name: 'a mild night: the temperature stands still for a while',
    class: 'value_stuck',
    form: 'decoy',
    patienceSeconds: 600,
    plot: ({ draw }) => standsStill(draw.number('stillMinutes') * 60),
  },
  {
    name: 'a state that grows a little with each message',
    class: 'payload_bloat',
    form: 'evasive',
    alsoRight: ['limit_exceeded'],
    patienceSeconds: 900,
    plot(stage) {
      const { ieee } = stage.device('Kitchen fridge');
      const messages = stage.draw.whole('bloatMessages');
      const most = stage.draw.number('bloatBytes');
      const beats = Array.from({ length: messages }, (_, index): Beat =>
        acts(1 + index * 20, {
          type: 'say',
          ieee,
          state: { history: 'x'.repeat(Math.round((most * index) / messages)) },
        }),
      );
      return { beats: [...beats, acts(1 + messages * 20, { type: 'say', ieee, state: { history: undefined } })] };
    },
  },
];
