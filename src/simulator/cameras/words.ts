import type { Random } from '../random';
import type { CameraPlan } from './plans';
import type { Scene, SubjectKind } from './scene';

/** A camera of the home. Changed in place by what happens to it. */
export type SimulatedCamera = {
  readonly plan: CameraPlan;
  subject: { readonly kind: SubjectKind; readonly from: number; readonly until: number } | null;
  rings: boolean;
  viewers: number;
  /** it shows nobody anything */
  looksAway: boolean;
  /** percent, unrounded */
  battery: number;
  /** counts its pictures */
  pictures: number;
};

/** What a device with its own connection puts on the wire. A picture is told as what it shows: drawing it takes time. */
export type DeviceMessage = { readonly device: string; readonly topic: string } & (
  | { readonly payload: string; readonly retain: boolean; readonly qos: 0 | 1 }
  | { readonly scene: Scene; readonly picture: number }
);

function text(camera: SimulatedCamera, what: string, body: object, qos: 0 | 1): DeviceMessage {
  const { id } = camera.plan;
  return {
    device: id,
    topic: `gatehouse/v1/device/${id}/${what}`,
    payload: JSON.stringify(body),
    retain: false,
    qos,
  };
}

export function telemetry(camera: SimulatedCamera, at: number, random: Random): DeviceMessage {
  const { plan, viewers, subject, battery } = camera;
  const body = {
    at,
    motion: subject !== null,
    tamper: false,
    viewers,
    privacy: camera.looksAway ? 'on' : 'off',
    bitrateKbps: viewers === 0 ? 0 : Math.round(1_800 + random.between(-60, 60)),
    deviceTemperatureC: Math.round((29 + 3 * viewers + random.between(-0.4, 0.4)) * 10) / 10,
    rssiDbm: Math.round(-52 - 3 * plan.place.length + random.between(-2, 2)),
    ...(plan.power === 'battery' && { batteryPercent: Math.ceil(battery) }),
  };
  return text(camera, 'telemetry', body, 0);
}

export function event(camera: SimulatedCamera, at: number, name: string, more: object = {}): DeviceMessage {
  return text(camera, 'event', { at, event: name, ...more }, 1);
}

/** The answer to a command; without a `reason` it is a yes. */
export function reply(camera: SimulatedCamera, at: number, id: string, reason?: string): DeviceMessage {
  return text(camera, 'reply', reason === undefined ? { at, id, ok: true } : { at, id, ok: false, reason }, 1);
}

export function picture(camera: SimulatedCamera, at: number, parked: boolean): DeviceMessage {
  const { plan, subject, rings } = camera;
  camera.pictures += 1;
  const scene: Scene = {
    place: plan.place,
    name: plan.name,
    at,
    event: rings ? 'Somebody rang' : subject === null ? null : `Motion: ${subject.kind}`,
    subject:
      subject === null
        ? null
        : { kind: subject.kind, progress: Math.min(1, (at - subject.from) / (subject.until - subject.from)) },
    parked,
  };
  return { device: plan.id, topic: `gatehouse/v1/device/${plan.id}/image`, scene, picture: camera.pictures };
}
