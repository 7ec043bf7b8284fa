import type { SimulatedDevice } from '@/simulator/device';

import { acts, says, type Beat, type Happening, type Stage } from './happening';

const sound = ({ available, plan }: SimulatedDevice) => available && plan.fault === null;

function leave(devices: readonly SimulatedDevice[], within: number, awaySeconds: number): readonly Beat[] {
  return devices.flatMap(({ ieee }, index) => {
    const at = 1 + (index / devices.length) * within;
    return [
      acts(at, { type: 'reach', ieee, available: false }),
      acts(at + awaySeconds, { type: 'reach', ieee, available: true }),
    ];
  });
}

/** It goes away so often, and comes back each time, after so long each. */
function flaps({ ieee }: SimulatedDevice, times: number, seconds: () => number): { readonly beats: readonly Beat[] } {
  let at = 1;
  const beats = Array.from({ length: times * 2 }, (_, index) => {
    at += seconds();
    return acts(at, { type: 'reach', ieee, available: index % 2 === 1 });
  });
  return { beats };
}

const all = ({ home }: Stage) => [...home.devices.values()].filter(sound);

/** Who is there and who is not: devices that go, radios that are jammed, and power cuts, restarts and meshes that heal. */
export const reachHappenings: readonly Happening[] = [
  {
    name: 'a sensor that is heard no more',
    class: 'silent_device',
    form: 'easy',
    patienceSeconds: 120,
    plot(stage) {
      const gone = stage.device(stage.draw.pick(['Hallway smoke', 'Küche Fenster', 'Hallway siren']));
      return { beats: leave([gone], 0, stage.draw.number('awaySeconds')), lastsSeconds: 1 };
    },
  },
  {
    name: 'a device of which nothing is heard, though nobody says that it is away',
    class: 'silent_device',
    form: 'evasive',
    needsHabits: true,
    patienceSeconds: 60,
    beside: true,
    plot: (stage) => ({
      beats: [
        { afterSeconds: 1, keptBack: 'Hallway siren' },
        { afterSeconds: 1 + stage.draw.number('keptBackHours') * 3_600, keptBack: null },
      ],
    }),
  },
  {
    name: 'a device that goes and comes again and again',
    class: 'availability_flap',
    form: 'easy',
    patienceSeconds: 300,
    plot: (stage) =>
      flaps(stage.device('Hallway smoke'), stage.draw.whole('flaps'), () => stage.draw.number('flapSeconds')),
  },
  {
    name: 'a device that goes and comes for half a day, seldom enough not to be noticed',
    class: 'availability_flap',
    form: 'evasive',
    patienceSeconds: 300,
    beside: true,
    plot: (stage) =>
      flaps(stage.device('Living room TV'), stage.draw.whole('slowFlaps'), () => stage.draw.number('slowFlapSeconds')),
  },
  {
    name: 'a mesh that heals: one device is away for a moment',
    class: 'availability_flap',
    form: 'decoy',
    alsoRight: ['silent_device'],
    patienceSeconds: 600,
    plot: (stage) => ({ beats: leave([stage.device('Hallway smoke')], 0, stage.draw.number('healSeconds')) }),
  },
  {
    name: 'a jammed radio: what runs on batteries is gone, what is plugged in stays',
    class: 'jamming',
    form: 'easy',
    alsoRight: ['silent_device'],
    patienceSeconds: 60,
    plot(stage) {
      const onBattery = all(stage).filter(({ plan }) => plan.model.power === 'Battery');
      const beats = leave(onBattery, stage.draw.number('jammedWithinSeconds'), stage.draw.number('jammedSeconds'));
      return { beats, lastsSeconds: 30 };
    },
  },
  {
    name: 'a radio that is jammed little by little: one device after the other, over minutes',
    class: 'jamming',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const onBattery = all(stage).filter(({ plan }) => plan.model.power === 'Battery');
      const within = stage.draw.number('oneByOneSeconds');
      const until = within + stage.draw.number('jammedSeconds');
      const beats = onBattery.flatMap(({ ieee }, index) => [
        acts(1 + (index / onBattery.length) * within, { type: 'reach', ieee, available: false }),
        acts(until + index, { type: 'reach', ieee, available: true }),
      ]);
      return { beats, lastsSeconds: until };
    },
  },
  {
    name: 'a power cut: everything goes at once, and everything rejoins',
    class: 'jamming',
    form: 'decoy',
    alsoRight: ['silent_device'],
    patienceSeconds: 1_200,
    plot: (stage) => ({ beats: leave(all(stage), 3, stage.draw.number('powerCutSeconds')) }),
  },
  {
    name: 'a bridge that restarts and announces everything again',
    class: 'silent_device',
    form: 'decoy',
    patienceSeconds: 600,
    plot({ home, draw }) {
      const back = 1 + draw.number('restartSeconds');
      const state = `${home.base}/bridge/state`;
      return {
        beats: [
          says(1, state, { state: 'offline' }, true),
          says(back, state, { state: 'online' }, true),
          { afterSeconds: back + 1, told: 'again-by-bridge', messages: 200 },
        ],
      };
    },
  },
  {
    name: 'a reconnect: the broker tells again all that it remembers',
    class: 'silent_device',
    form: 'decoy',
    patienceSeconds: 300,
    plot: () => ({ beats: [{ afterSeconds: 1, told: 'again-retained' }] }),
  },
  {
    name: 'messages that come twice',
    class: 'pin_bruteforce',
    form: 'decoy',
    patienceSeconds: 300,
    plot: () => ({ beats: [{ afterSeconds: 1, told: 'again-live', messages: 100 }] }),
  },
  {
    name: 'a clock that jumps, and jumps back',
    class: 'silent_device',
    form: 'decoy',
    patienceSeconds: 600,
    plot: ({ draw }) => ({
      beats: [
        { afterSeconds: 1, clockSeconds: (draw.chance(0.5) ? 1 : -1) * draw.number('clockSeconds') },
        { afterSeconds: 400, clockSeconds: 0 },
      ],
    }),
  },
  {
    name: 'a clock that is hours or days behind after a start without the internet',
    class: 'silent_device',
    form: 'decoy',
    patienceSeconds: 600,
    plot: ({ draw }) => ({
      beats: [
        { afterSeconds: 1, clockSeconds: -draw.number('farClockHours') * 3_600 },
        { afterSeconds: 1 + draw.number('farClockSeconds'), clockSeconds: 0 },
      ],
    }),
  },
  {
    name: 'a clock that leaps hours or days ahead, and is set right again',
    class: 'silent_device',
    form: 'decoy',
    patienceSeconds: 600,
    plot: ({ draw }) => ({
      beats: [
        { afterSeconds: 1, clockSeconds: draw.number('aheadClockHours') * 3_600 },
        { afterSeconds: 1 + draw.number('aheadClockSeconds'), clockSeconds: 0 },
      ],
    }),
  },
];
