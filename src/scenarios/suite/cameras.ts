import { says, type Beat, type Happening, type Stage } from './happening';
import { cameraTopics, event, shows, telling } from './stage-camera';

/** Its last will says that it is gone, and a while later it says that it is back. */
function gone(awaySeconds: number): readonly Beat[] {
  return [
    says(1, cameraTopics.status, { status: 'offline' }, true),
    says(1 + awaySeconds, cameraTopics.status, { status: 'online' }, true),
  ];
}

function turned(stage: Stage, times: number, seconds: number): readonly Beat[] {
  return Array.from({ length: times }, (_, index) => event(stage, 1 + index * seconds, 'turned'));
}

/** Who watches, speaks through and turns the camera, and who takes it away. */
export const cameraHappenings: readonly Happening[] = [
  {
    name: 'somebody watches the yard in the dead of night',
    class: 'camera_viewer',
    form: 'easy',
    patienceSeconds: 60,
    hours: [1, 4],
    plot(stage) {
      const left = 2 + stage.draw.number('viewSeconds');
      return {
        beats: [
          telling(stage, 1, { viewers: 1, bitrateKbps: 1_900 }),
          event(stage, 1.5, 'viewer-joined'),
          telling(stage, left, { viewers: 0, bitrateKbps: 900 }),
          event(stage, left + 0.5, 'viewer-left'),
        ],
        lastsSeconds: 2,
      };
    },
  },
  {
    name: 'a look of seconds, of which what the camera tells each minute says nothing',
    class: 'camera_viewer',
    form: 'evasive',
    patienceSeconds: 30,
    plot: (stage) => ({
      beats: [event(stage, 1, 'viewer-joined'), event(stage, 1 + stage.draw.number('glanceSeconds'), 'viewer-left')],
      lastsSeconds: 1,
    }),
  },
  {
    name: 'somebody answers the door: rings, is watched, is spoken to',
    class: 'camera_talk',
    form: 'decoy',
    alsoRight: ['camera_viewer'],
    patienceSeconds: 120,
    hours: [9, 19],
    plot: (stage) => ({
      beats: [
        event(stage, 1, 'ring'),
        telling(stage, 8, { viewers: 1 }),
        event(stage, 12, 'talk-began'),
        event(stage, 30, 'talk-ended'),
        telling(stage, 40, { viewers: 0 }),
      ],
    }),
  },
  {
    name: 'a stranger speaks through the camera',
    class: 'camera_talk',
    form: 'easy',
    patienceSeconds: 30,
    plot: (stage) => ({ beats: [event(stage, 1, 'talk-began'), event(stage, 60, 'talk-ended')], lastsSeconds: 1 }),
  },
  {
    name: 'a stranger says a word or two through the camera, some time after somebody rang',
    class: 'camera_talk',
    form: 'evasive',
    patienceSeconds: 30,
    plot(stage) {
      const speaksAt = 1 + stage.draw.number('afterRingSeconds');
      return {
        beats: [
          event(stage, 1, 'ring'),
          event(stage, speaksAt, 'talk-began'),
          event(stage, speaksAt + stage.draw.number('momentSeconds'), 'talk-ended'),
        ],
        beginsAtSeconds: speaksAt,
        lastsSeconds: speaksAt,
      };
    },
  },
  {
    name: 'the camera is turned away from the door',
    class: 'camera_moved',
    form: 'easy',
    patienceSeconds: 30,
    plot: (stage) => ({ beats: turned(stage, stage.draw.whole('turns'), 20), lastsSeconds: 1 }),
  },
  {
    name: 'the camera is turned little by little, as if it were on patrol',
    class: 'camera_moved',
    form: 'evasive',
    patienceSeconds: 30,
    plot: (stage) => ({
      beats: turned(stage, stage.draw.whole('littleTurns'), stage.draw.number('littleTurnSeconds')),
      lastsSeconds: 1,
    }),
  },
  {
    name: 'the camera is gone',
    class: 'camera_offline',
    form: 'easy',
    patienceSeconds: 60,
    plot: ({ draw }) => ({ beats: gone(draw.number('awaySeconds')), lastsSeconds: 1 }),
  },
  {
    name: 'the camera is gone for just as long as somebody takes to pass',
    class: 'camera_offline',
    form: 'evasive',
    patienceSeconds: 60,
    plot: ({ draw }) => ({ beats: gone(draw.number('passesSeconds')), lastsSeconds: 1 }),
  },
  {
    name: 'the camera is gone, and pictures in its name go on',
    class: 'camera_offline',
    form: 'evasive',
    // whose pictures are they?
    alsoRight: ['spoofed_message'],
    patienceSeconds: 60,
    plot(stage) {
      const away = stage.draw.number('awaySeconds');
      const pictures = Array.from({ length: Math.floor(away / 60) }, (_, index) =>
        shows(stage, 20 + index * 60, `picture ${index}`),
      );
      return { beats: [...gone(away), ...pictures], lastsSeconds: 1 };
    },
  },
];
