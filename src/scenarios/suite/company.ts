import type { Random } from '@/simulator/random';
import type { SimulatedHome } from '@/simulator/simulated-home';

import { cameraAbout, cameraTelemetry, cameraTopics } from './cameras';
import type { SaidMessage } from './happening';
import { orderTo } from './orders';
import { signedWord, signingAbout } from './signing-camera';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** so often the camera that signs says something */
const signedEveryMs = 4 * minuteMs;
/** minutes after midnight between which somebody locks up with the app, each evening */
const locksUp = { from: 21.5 * 60, to: 22.4 * 60 } as const;

/**
 * What lives beside the simulated devices: a camera, one that signs, and an app with which the front door is locked each
 * evening. A happening may change how warm the first camera is.
 */
export type Company = {
  warmerC: number;
  standsStill: boolean;
  /** a camera that is gone says nothing more */
  overhear(said: SaidMessage): void;
  /** what is retained from before */
  greeting(): readonly SaidMessage[];
  /** at the full minute */
  say(now: number): readonly SaidMessage[];
  /** what somebody orders in this minute; null: nothing */
  order(now: number): SaidMessage | null;
};

/** `sunMinutes`: how far the sun is ahead of UTC; it keeps no summer time. */
export function openCompany(home: SimulatedHome, sunMinutes: number, random: Random): Company {
  let temperatureC = 0;
  let isAway = false;
  let evening = { day: Number.NaN, minute: 0 };

  return {
    warmerC: 0,
    standsStill: false,
    overhear({ topic, payload }) {
      if (topic === cameraTopics.status) isAway = payload.includes('offline');
    },
    greeting: () => [
      { topic: cameraTopics.about, payload: JSON.stringify(cameraAbout), retain: true },
      { topic: cameraTopics.status, payload: '{"status":"online"}', retain: true },
      signingAbout('device'),
    ],
    say(now) {
      const told = cameraTelemetry(now + sunMinutes * minuteMs, random.between(-1, 1), this.warmerC);
      if (!this.standsStill) ({ temperatureC } = told);
      const telemetry = { ...told, temperatureC, at: now };
      const said: SaidMessage[] = [];
      if (!isAway) said.push({ topic: cameraTopics.telemetry, payload: JSON.stringify(telemetry) });
      if (now % signedEveryMs === 0) said.push(signedWord(now));
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
