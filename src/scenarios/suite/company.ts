import type { Random } from '@/simulator/random';
import type { SimulatedHome } from '@/simulator/simulated-home';

import { panel } from './alarms';
import { cameraAbout, cameraTelemetry, cameraTopics } from './stage-camera';
import type { CameraChange, CameraName, SaidMessage } from './happening';
import { orderTo } from './orders';
import { signedWord, signingAbout, signingCamera } from './signing-camera';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** so often the camera that signs says something */
const signedEveryMs = 4 * minuteMs;
/** so often a day somebody walks past that one, at any hour; in each second of it there is a word */
const walksADay = 6;
const walkSeconds = { from: 15, to: 70 } as const;
/** beyond the fence of the yard they work on working days, and there is much to see: between these hours, so many times as large a stream */
const workshop = { from: 8, to: 17, times: 1.6 } as const;
/** minutes after midnight between which somebody locks up with the app, each evening */
const locksUp = { from: 21.5 * 60, to: 22.4 * 60 } as const;

/**
 * What lives beside the simulated devices: a camera, one that signs and before which people walk, the panel of an alarm, and an app with which the
 * front door is locked each evening. A happening may change what the cameras tell.
 */
export type Company = {
  change(camera: CameraName, change: CameraChange): void;
  /** a camera that is gone says nothing more */
  overhear(said: SaidMessage): void;
  /** what is retained from before */
  greeting(): readonly SaidMessage[];
  /** each second */
  see(now: number): SaidMessage | null;
  /** at the full minute */
  say(now: number): readonly SaidMessage[];
  /** what somebody orders in this minute; null: nothing */
  order(now: number): SaidMessage | null;
};

type CameraState = {
  warmerC: number;
  standsStill: 'no' | 'at-one' | 'at-two';
  streams: number;
  temperatureC: number;
};

/** `sunMinutes`: how far the sun is ahead of UTC; it keeps no summer time. */
export function openCompany(home: SimulatedHome, sunMinutes: number, random: Random): Company {
  const usual = { warmerC: 0, standsStill: 'no', streams: 1, temperatureC: 0 } as const;
  const cameras: Readonly<Record<CameraName, CameraState>> = {
    'Yard camera': { ...usual },
    'Gate camera': { ...usual },
  };
  /** topics on which it was said that a camera is gone */
  const away = new Set<string>();
  let walksUntil = Number.NEGATIVE_INFINITY;
  let evening = { day: Number.NaN, minute: 0 };

  function isAtWork(now: number): boolean {
    const wall = new Date(now + home.wallMs(now));
    const isWorkingDay = wall.getUTCDay() % 6 !== 0;
    return isWorkingDay && wall.getUTCHours() >= workshop.from && wall.getUTCHours() < workshop.to;
  }

  /** What one of the cameras tells of itself, as it stands. */
  function tell(name: CameraName, now: number) {
    const camera = cameras[name];
    const told = cameraTelemetry(now + sunMinutes * minuteMs, random.between(-1, 1), camera.warmerC);
    if (camera.standsStill === 'no') camera.temperatureC = told.temperatureC;
    const busy = name === 'Yard camera' && isAtWork(now) ? workshop.times : 1;
    // at two: it wavers by the least that it can tell
    const isOther = camera.standsStill === 'at-two' && random.chance(0.5);
    return {
      ...told,
      temperatureC: isOther ? (Math.round(camera.temperatureC * 10) + 1) / 10 : camera.temperatureC,
      bitrateKbps: Math.round(told.bitrateKbps * busy * camera.streams),
    };
  }

  return {
    change(name, change) {
      const camera = cameras[name];
      if ('warmerC' in change) camera.warmerC = change.warmerC;
      else if ('streams' in change) camera.streams = change.streams;
      else camera.standsStill = change.standsStill;
    },
    overhear({ topic, payload }) {
      if (topic !== cameraTopics.status && topic !== signingCamera.status) return;
      if (payload.includes('offline')) away.add(topic);
      else away.delete(topic);
    },
    greeting: () => [
      { topic: cameraTopics.about, payload: JSON.stringify(cameraAbout), retain: true },
      { topic: cameraTopics.status, payload: '{"status":"online"}', retain: true },
      signingAbout('device'),
      { topic: panel.topic, payload: 'disarmed', retain: true },
    ],
    see(now) {
      if (now >= walksUntil || away.has(signingCamera.status)) return null;
      return signedWord(now, undefined, { motion: true });
    },
    say(now) {
      if (random.chance(walksADay / (24 * 60)))
        walksUntil = now + random.whole(walkSeconds.from, walkSeconds.to) * 1_000;
      const said: SaidMessage[] = [];
      if (!away.has(cameraTopics.status))
        said.push({ topic: cameraTopics.telemetry, payload: JSON.stringify({ ...tell('Yard camera', now), at: now }) });
      if (now % signedEveryMs === 0 && !away.has(signingCamera.status)) {
        const { temperatureC, bitrateKbps } = tell('Gate camera', now);
        said.push(signedWord(now, undefined, { temperatureC, bitrateKbps }));
      }
      return said;
    },
    order(now) {
      const wall = now + home.wallMs(now);
      const today = Math.floor(wall / dayMs);
      if (evening.day !== today) evening = { day: today, minute: random.whole(locksUp.from, locksUp.to) };
      if (Math.floor((wall % dayMs) / minuteMs) !== evening.minute) return null;
      return orderTo(home.base, 'Front door', { state: 'LOCK' });
    },
  };
}
