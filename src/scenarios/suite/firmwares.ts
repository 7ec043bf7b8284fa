import { models } from '@/simulator/models';

import { cameraAbout, cameraTopics } from './stage-camera';
import { acts, says, type Beat, type Happening, type Stage } from './happening';
import { strangerOf } from './newcomers';

/**
 * A plug that was let in, runs one firmware after the other, and leaves when all is told: so no firmware of a device of the
 * home is another one afterwards.
 */
export function career(
  stage: Stage,
  versions: readonly [string, ...string[]],
  eachSeconds: number,
): { readonly ieee: string; readonly beats: readonly Beat[] } {
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
  const beats = [
    acts(1, { type: 'permit-join', open: true }),
    acts(5, { type: 'join', ieee, plan }),
    acts(60, { type: 'permit-join', open: false }),
    ...changes,
    acts(joinedSeconds + versions.length * eachSeconds + 600, { type: 'leave', ieee }),
  ];
  return { ieee, beats };
}

/** by then its interview is over */
export const joinedSeconds = 60;

const startsSeconds = joinedSeconds + 10;

/** So far an update has come. */
function runs(ieee: string, progress: number): Beat {
  const update = { state: 'updating', progress, remaining: 300 - progress * 3 };
  return acts(startsSeconds + progress * 3, { type: 'say', ieee, state: { update } });
}

/** What the bridge answers to whoever asked for an update. */
function answers(stage: Stage, after: number, work: 'check' | 'update', answer: object): Beat {
  return says(after, `${stage.home.base}/bridge/response/device/ota_update/${work}`, answer);
}

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
      return { beats: career(stage, [newer, older], 300).beats, beginsAtSeconds: 360, lastsSeconds: 360 };
    },
  },
  {
    name: '9.9 after 10.0: a version that only looks newer',
    class: 'firmware_downgrade',
    form: 'evasive',
    patienceSeconds: 60,
    plot(stage) {
      const steps = stage.draw.whole('olderSteps');
      const { beats } = career(stage, [`10.0.${steps}`, `9.9.${steps + 1}`], 300);
      return { beats, beginsAtSeconds: 360, lastsSeconds: 360 };
    },
  },
  {
    name: 'another firmware that nobody asked for',
    class: 'firmware_changed',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const { beats } = career(stage, releases(stage, stage.draw.whole('olderSteps')), 300);
      return { beats, beginsAtSeconds: 360, lastsSeconds: 360 };
    },
  },
  {
    name: 'another firmware under the same number: only its build tells',
    class: 'firmware_changed',
    form: 'evasive',
    // it may be read as one that comes before that number
    alsoRight: ['firmware_downgrade'],
    patienceSeconds: 60,
    plot(stage) {
      const [version] = releases(stage, 1);
      const { beats } = career(stage, [version, `${version}-b${stage.draw.whole('olderSteps')}`], 300);
      return { beats, beginsAtSeconds: 360, lastsSeconds: 360 };
    },
  },
  {
    name: 'a firmware upgrade that was asked for',
    class: 'firmware_changed',
    form: 'decoy',
    patienceSeconds: 120,
    plot(stage) {
      const { ieee, beats } = career(stage, releases(stage, stage.draw.whole('olderSteps')), 320);
      const [leaving] = beats.slice(-1);
      const lastsSeconds = (leaving?.afterSeconds ?? 600) - 600;
      return { beats: [...beats, ...[1, 20, 50, 80, 99].map((progress) => runs(ieee, progress))], lastsSeconds };
    },
  },
  {
    name: 'an update that stops on its way',
    class: 'update_failed',
    form: 'easy',
    patienceSeconds: 60,
    plot(stage) {
      const { ieee, beats } = career(stage, ['1.4.0'], 600);
      const progress = stage.draw.whole('failsAtPercent');
      const endsAt = startsSeconds + progress * 3 + 60;
      const error = `Update of '${ieee}' failed (Timeout)`;
      return {
        beats: [...beats, runs(ieee, progress), answers(stage, endsAt, 'update', { data: {}, status: 'error', error })],
        beginsAtSeconds: endsAt,
        lastsSeconds: endsAt,
      };
    },
  },
  {
    name: 'an update of a camera of which only its last word tells that it failed',
    class: 'update_failed',
    form: 'evasive',
    patienceSeconds: 60,
    plot: () => ({
      beats: [
        says(1, cameraTopics.firmware, { installed: cameraAbout.firmware, outcome: 'failed', reason: 'no space' }),
      ],
    }),
  },
  {
    name: 'an update that was asked for twice, and a look for one that nobody answered',
    class: 'update_failed',
    form: 'decoy',
    patienceSeconds: 120,
    plot(stage) {
      const { ieee, beats } = career(stage, ['1.4.0'], 600);
      const twice = `Update or check for update already in progress for '${ieee}'`;
      const silent = `Failed to check if OTA update available for '${ieee}' (Device didn't respond to OTA request)`;
      return {
        beats: [
          ...beats,
          runs(ieee, 1),
          answers(stage, startsSeconds + 10, 'update', { data: {}, status: 'error', error: twice }),
          runs(ieee, 50),
          answers(stage, startsSeconds + 400, 'update', { data: { id: ieee }, status: 'ok' }),
          answers(stage, startsSeconds + 500, 'check', { data: {}, status: 'error', error: silent }),
        ],
      };
    },
  },
];
