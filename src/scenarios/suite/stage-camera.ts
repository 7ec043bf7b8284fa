import { says, type Beat, type Stage } from './happening';

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

/** Something that it says when it happens. */
export function event(stage: Stage, after: number, name: string, more: object = {}): Beat {
  return says(after, topicOf('event'), { at: stage.home.now + after * 1_000, event: name, ...more });
}

/** A part of what it tells of itself, beside what it says each minute. */
export function telling(stage: Stage, after: number, state: object): Beat {
  return says(after, cameraTopics.telemetry, { at: stage.home.now + after * 1_000, ...state });
}

/** A picture of 64 by 48 pixels: of one name always the same bytes, and in another happening other ones. */
export function shows({ home }: Stage, afterSeconds: number, name: string): Beat {
  const payload = `GIF89a${String.fromCharCode(64, 0, 48, 0)}`.padEnd(600, `${name} ${home.now} `);
  return { afterSeconds, say: { topic: topicOf('image'), payload, binary: true } };
}
