import { models } from '@/simulator/models';

import { acts, type Beat, type Happening, type Stage } from './happening';
import { strangerOf } from './newcomers';

/**
 * A plug that was let in, runs one firmware after the other, and leaves when all is told: so no firmware of a device of the
 * home is another one afterwards.
 */
function career(stage: Stage, versions: readonly [string, ...string[]], eachSeconds: number): readonly Beat[] {
  const ieee = strangerOf(stage);
  const model = { ...models.innrPlug, build: versions[0] };
  const plan = { name: ieee, model, room: 'hall', fault: null, newer: false, asked: false, battery: 100 } as const;
  const update = { state: 'idle', installed_version: -1, latest_version: -1 };
  const changes = versions.slice(1).map((has, index): Beat =>
    acts(joinedSeconds + (index + 1) * eachSeconds, {
      type: 'announce',
      ieee,
      had: versions[index] ?? '',
      has,
      update,
    }),
  );
  return [
    acts(1, { type: 'permit-join', open: true }),
    acts(5, { type: 'join', ieee, plan }),
    acts(60, { type: 'permit-join', open: false }),
    ...changes,
    acts(joinedSeconds + versions.length * eachSeconds + 600, { type: 'leave', ieee }),
  ];
}

/** by then its interview is over */
const joinedSeconds = 60;

/** Three numbers, the last of which grows by `steps`. */
function releases(stage: Stage, steps: number): readonly [older: string, newer: string] {
  const major = stage.draw.whole('olderSteps');
  const patch = stage.draw.whole('olderSteps');
  return [`${major}.4.${patch}`, `${major}.4.${patch + steps}`];
}

/** Firmware that goes back, changes unasked, or is renewed as it should be. */
export const firmwareHappenings: readonly Happening[] = [
  {
    name: 'an older firmware',
    class: 'firmware_downgrade',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const [older, newer] = releases(stage, stage.draw.whole('olderSteps'));
      return { beats: career(stage, [newer, older], 300), beginsAtSeconds: 360, lastsSeconds: 360 };
    },
  },
  {
    name: '9.9 after 10.0: a version that only looks newer',
    class: 'firmware_downgrade',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const steps = stage.draw.whole('olderSteps');
      const beats = career(stage, [`10.0.${steps}`, `9.9.${steps + 1}`], 300);
      return { beats, beginsAtSeconds: 360, lastsSeconds: 360 };
    },
  },
  {
    name: 'another firmware that nobody asked for',
    class: 'firmware_changed',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const beats = career(stage, releases(stage, stage.draw.whole('olderSteps')), 300);
      return { beats, beginsAtSeconds: 360, lastsSeconds: 360 };
    },
  },
  {
    name: 'a firmware upgrade that was asked for',
    class: 'firmware_changed',
    form: 'decoy',
    patienceSeconds: 120,
    plot(stage) {
      const beats = career(stage, releases(stage, stage.draw.whole('olderSteps')), 320);
      const ieee = beats.flatMap((beat) => ('act' in beat && beat.act.type === 'join' ? [beat.act.ieee] : []))[0] ?? '';
      const running = (progress: number): Beat =>
        acts(joinedSeconds + 10 + progress * 3, {
          type: 'say',
          ieee,
          state: { update: { state: 'updating', progress, remaining: 300 - progress * 3 } },
        });
      const [leaving] = beats.slice(-1);
      const lastsSeconds = (leaving?.afterSeconds ?? 600) - 600;
      return { beats: [...beats, ...[1, 20, 50, 80, 99].map(running)], lastsSeconds };
    },
  },
];
