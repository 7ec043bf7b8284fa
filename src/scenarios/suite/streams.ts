import type { Beat, CameraName, Happening, Stage } from './happening';
import { shows } from './stage-camera';

/** each day of the week came three times */
const knownWeekDays = 22;

/** A camera streams so many times what it would at this hour, for a while. */
function streams(times: number, seconds: number, camera: CameraName = 'Yard camera') {
  return {
    beats: [
      { afterSeconds: 1, camera, streams: times },
      { afterSeconds: 1 + seconds, camera, streams: 1 },
    ],
  };
}

/** A picture a minute, of those names one after the other, and then a living one. */
function shown(stage: Stage, names: readonly string[]): readonly Beat[] {
  return [...names, 'alive again'].map((name, index) => shows(stage, 1 + index * 60, name));
}

/** What the camera sends, and how much of it. */
export const streamHappenings: readonly Happening[] = [
  {
    name: 'a second stream goes somewhere',
    class: 'camera_bitrate',
    form: 'easy',
    alsoRight: ['value_jump', 'value_drift'],
    patienceSeconds: 600,
    plot: ({ draw }) => streams(draw.number('bitrateFactor'), 40 * 60),
  },
  {
    name: 'a second stream goes somewhere, in a smaller picture',
    class: 'camera_bitrate',
    form: 'evasive',
    alsoRight: ['value_jump', 'value_drift'],
    patienceSeconds: 600,
    plot: ({ draw }) => streams(draw.number('smallBitrateFactor'), 40 * 60, 'Gate camera'),
  },
  {
    name: 'the camera streams next to nothing: a still picture is played in its place',
    class: 'camera_bitrate',
    form: 'evasive',
    alsoRight: ['value_jump', 'value_drift'],
    patienceSeconds: 600,
    plot: ({ draw }) => streams(draw.number('stillBitrateShare'), 40 * 60),
  },
  {
    name: 'on a weekend the stream of a working day: somebody watches along, and it is no more than on others',
    class: 'camera_bitrate',
    form: 'evasive',
    alsoRight: ['value_jump', 'value_drift'],
    patienceSeconds: 3_600,
    hours: [8, 12],
    weekends: true,
    afterDays: knownWeekDays,
    plot: ({ draw }) => streams(draw.number('workdayTimes'), draw.number('workdayHours') * 3_600),
  },
  {
    name: 'night mode in the afternoon of a dark day',
    class: 'camera_bitrate',
    form: 'decoy',
    patienceSeconds: 600,
    hours: [15, 18],
    plot: ({ draw }) => streams(draw.number('nightBitrateShare'), 60 * 60),
  },
  {
    name: 'the same picture again and again',
    class: 'camera_frozen',
    form: 'easy',
    patienceSeconds: 900,
    plot: (stage) => ({
      beats: shown(
        stage,
        Array.from({ length: stage.draw.whole('stillPictures') }, () => 'still'),
      ),
    }),
  },
  {
    name: 'a few pictures played round and round',
    class: 'camera_frozen',
    form: 'evasive',
    patienceSeconds: 900,
    plot(stage) {
      const pictures = stage.draw.whole('clipPictures');
      const rounds = stage.draw.whole('clipRounds');
      return {
        beats: shown(
          stage,
          Array.from({ length: pictures * rounds }, (_, index) => `picture ${index % pictures}`),
        ),
      };
    },
  },
  {
    name: 'other pictures of an empty yard',
    class: 'camera_frozen',
    form: 'decoy',
    patienceSeconds: 300,
    plot: (stage) => ({
      beats: shown(
        stage,
        Array.from({ length: 12 }, (_, index) => `picture ${index}`),
      ),
    }),
  },
];
