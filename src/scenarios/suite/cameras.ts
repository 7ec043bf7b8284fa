import { says, type Beat, type Happening, type Stage } from './happening';

/** The camera of the stage: it speaks Gatehouse's own profile, as `src/conventions/gatehouse` documents it. */
export const stageCamera = { id: 'yard-camera', name: 'Yard camera' } as const;
const topicOf = (what: string) => `gatehouse/v1/device/${stageCamera.id}/${what}`;

export const cameraAbout = {
  name: stageCamera.name,
  kind: 'camera',
  vendor: 'Gatehouse',
  model: 'Still 1',
  serial: 'GH-0999',
  mac: '02:47:48:00:09:99',
  power: 'mains',
  capabilities: ['camera', 'motion', 'tamper'],
  firmware: '1.4.2',
};

/** What it says once a minute: by day 1.8 Mbit/s where somebody watches, less in night mode. */
export function cameraTelemetry(at: number, noise: number, warmerC: number) {
  const hour = new Date(at).getUTCHours();
  const isNight = hour < 6 || hour >= 20;
  return {
    at,
    motion: false,
    tamper: false,
    viewers: 0,
    bitrateKbps: Math.round((isNight ? 900 : 1_800) + 60 * noise),
    rssiDbm: -58,
    temperatureC: Math.round((30 + 2 * Math.sin(((hour - 9) / 12) * Math.PI) + 0.3 * noise + warmerC) * 10) / 10,
  };
}
export const cameraTopics = {
  about: topicOf('about'),
  status: topicOf('status'),
  telemetry: topicOf('telemetry'),
  firmware: topicOf('firmware/state'),
};

function event(stage: Stage, after: number, name: string, more: object = {}): Beat {
  return says(after, topicOf('event'), { at: stage.home.now + after * 1_000, event: name, ...more });
}

function telling(stage: Stage, after: number, state: object): Beat {
  return says(after, cameraTopics.telemetry, { at: stage.home.now + after * 1_000, ...state });
}

/** A picture of 64 by 48 pixels: of one `shade` always the same bytes. */
function shows(afterSeconds: number, shade: number): Beat {
  const payload = `GIF89a${String.fromCharCode(64, 0, 48, 0, shade)}`.padEnd(
    600,
    String.fromCharCode(65 + (shade % 26)),
  );
  return { afterSeconds, say: { topic: topicOf('image'), payload, binary: true } };
}

/** Who watches, speaks through and turns the camera, and what its pictures are. */
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
    name: 'the camera is turned away from the door',
    class: 'camera_moved',
    form: 'easy',
    patienceSeconds: 30,
    plot: (stage) => ({
      beats: Array.from({ length: stage.draw.whole('turns') }, (_, index) => event(stage, 1 + index * 20, 'turned')),
      lastsSeconds: 1,
    }),
  },
  {
    name: 'the camera is gone',
    class: 'camera_offline',
    form: 'easy',
    patienceSeconds: 60,
    plot: (stage) => ({
      beats: [
        says(1, cameraTopics.status, { status: 'offline' }, true),
        says(1 + stage.draw.number('awaySeconds'), cameraTopics.status, { status: 'online' }, true),
      ],
      lastsSeconds: 1,
    }),
  },
  {
    name: 'the same picture again and again',
    class: 'camera_frozen',
    form: 'easy',
    patienceSeconds: 900,
    plot(stage) {
      const beats = Array.from({ length: stage.draw.whole('stillPictures') }, (_, index) => shows(1 + index * 60, 7));
      return { beats: [...beats, shows(1_800, 9)] };
    },
  },
  {
    name: 'other pictures of an empty yard',
    class: 'camera_frozen',
    form: 'decoy',
    patienceSeconds: 300,
    plot: () => ({
      beats: Array.from({ length: 12 }, (_, index) => shows(1 + index * 60, 20 + index)),
    }),
  },
  {
    name: 'a second stream goes somewhere',
    class: 'camera_bitrate',
    form: 'easy',
    alsoRight: ['value_jump', 'value_drift'],
    patienceSeconds: 1_800,
    plot(stage) {
      const factor = stage.draw.number('bitrateFactor');
      return {
        beats: Array.from({ length: 40 }, (_, minute) =>
          telling(stage, 2 + minute * 60, { viewers: 0, bitrateKbps: Math.round(1_800 * factor) }),
        ),
      };
    },
  },
  {
    name: 'night mode in the afternoon of a dark day',
    class: 'camera_bitrate',
    form: 'decoy',
    patienceSeconds: 600,
    hours: [15, 18],
    plot(stage) {
      const share = stage.draw.number('nightBitrateShare');
      return {
        beats: Array.from({ length: 60 }, (_, minute) =>
          telling(stage, 2 + minute * 60, { viewers: 0, bitrateKbps: Math.round(1_800 * share) }),
        ),
      };
    },
  },
];
