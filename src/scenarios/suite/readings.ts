import type { Beat, CameraName, Happening } from './happening';

/** So long a camera tells the same temperature, or one of the same two. */
function standsStill(camera: CameraName, seconds: number, how: 'at-one' | 'at-two' = 'at-one') {
  return {
    beats: [
      { afterSeconds: 1, camera, standsStill: how },
      { afterSeconds: 1 + seconds, camera, standsStill: 'no' },
    ] as const,
  };
}

/** each hour of the day came often enough */
const knownHoursDays = 16;
const coolsHours = 1.5;

/** A camera is warmer and warmer for `hours`, by as much as `warmerC` says of each minute; what is warm does not cool at once. */
function warms(camera: CameraName, hours: number, warmerC: (minute: number) => number) {
  const beats = Array.from({ length: (hours + coolsHours) * 60 }, (_, minute): Beat => {
    const left = Math.min(1, Math.max(0, 1 - (minute / 60 - hours) / coolsHours));
    return { afterSeconds: 1 + minute * 60, camera, warmerC: left * warmerC(Math.min(minute, hours * 60)) };
  });
  const end: Beat = { afterSeconds: (hours + coolsHours) * 3_600 + 60, camera, warmerC: 0 };
  return { beats: [...beats, end], lastsSeconds: hours * 3_600 + 60 };
}

/** Readings of two thermometers that are not what they were. */
export const readingHappenings: readonly Happening[] = [
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
          { afterSeconds: 1, camera: 'Yard camera', warmerC },
          { afterSeconds: 300, camera: 'Yard camera', warmerC: 0 },
        ],
      };
    },
  },
  {
    name: 'a temperature that gets as far in a few steps, none of them as large',
    class: 'value_jump',
    form: 'evasive',
    alsoRight: ['value_drift', 'spoofed_message'],
    patienceSeconds: 600,
    plot({ draw }) {
      const steps = draw.whole('jumpSteps');
      const far = (draw.chance(0.5) ? 1 : -1) * draw.number('jumpC');
      const eachSeconds = draw.number('jumpStepSeconds');
      const beats = Array.from({ length: steps }, (_, index): Beat => ({
        afterSeconds: 1 + index * eachSeconds,
        camera: 'Gate camera',
        warmerC: (far * (index + 1)) / steps,
      }));
      return { beats: [...beats, { afterSeconds: 1 + steps * eachSeconds, camera: 'Gate camera', warmerC: 0 }] };
    },
  },
  {
    name: 'a thermometer beside an oven: within hours far from where it ever was',
    class: 'value_drift',
    form: 'easy',
    alsoRight: ['value_jump'],
    patienceSeconds: 3_600,
    plot({ draw }) {
      const anHour = draw.number('steepCAnHour');
      const most = draw.number('jumpC');
      return warms('Gate camera', 9, (minute) => Math.min(most, (anHour * minute) / 60));
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
      return warms('Yard camera', 12, (minute) => (anHour * minute) / 60);
    },
  },
  {
    name: 'a night as warm as noon: nowhere it never was, and no step of it large',
    class: 'value_drift',
    form: 'evasive',
    alsoRight: ['value_jump'],
    patienceSeconds: 3_600,
    hours: [0, 3],
    afterDays: knownHoursDays,
    plot({ draw }) {
      const [most, hours] = [draw.number('warmNightC'), draw.number('warmNightHours')];
      return warms('Yard camera', hours, (minute) => Math.min(most, minute / 10));
    },
  },
  {
    name: 'a temperature that stands still: a sensor that froze, or one that is played back',
    class: 'value_stuck',
    form: 'easy',
    patienceSeconds: 60,
    plot: ({ draw }) => standsStill('Yard camera', draw.number('stuckHours') * 3_600),
  },
  {
    name: 'a temperature that is one of the same two for hours: a sensor that froze between them',
    class: 'value_stuck',
    form: 'evasive',
    patienceSeconds: 60,
    plot: ({ draw }) => standsStill('Gate camera', draw.number('stuckHours') * 3_600, 'at-two'),
  },
  {
    name: 'a mild night: the temperature stands still for a while',
    class: 'value_stuck',
    form: 'decoy',
    patienceSeconds: 600,
    plot: ({ draw }) => standsStill('Yard camera', draw.number('stillMinutes') * 60),
  },
];
