import type { Scene } from '../cameras/scene';
import { json, text, type People, type Program, type TellProgram } from '../program';
import type { Random } from '../random';
import { letHappen, openSchedule } from '../schedule';
import { frigateAccount, type FrigateCameraPlan, type Label } from './plans';
import {
  activity,
  review,
  statistics,
  switches,
  trackedObject,
  type FrigateCamera,
  type Phase,
  type Switch,
} from './words';

type Deed =
  | { readonly type: 'statistics' | 'wander' | 'come-up' }
  | { readonly type: 'appear'; readonly camera: FrigateCamera; readonly label: Label }
  | { readonly type: 'sure' | 'gone'; readonly camera: FrigateCamera };

export type FrigateSetUp = {
  readonly cameras: readonly FrigateCameraPlan[];
  /** does this camera have power? */
  hasPower(camera: string): boolean;
};

const second = 1_000;
/** `stats_interval` is 60 s: hurried, for the sake of who watches */
const statisticsMs = 10 * second;
const bootMs = 6 * second;
const retryMs = 5 * second;
const base = 'frigate';

/** A Frigate with its cameras, on one connection (docs.frigate.video, "MQTT"). */
export function openFrigate({ cameras: plans, hasPower }: FrigateSetUp, random: Random, startAt: number): Program {
  const schedule = openSchedule<Deed>();
  const cameras = plans.map((plan): FrigateCamera => {
    const on = Object.fromEntries(switches.map((one) => [one, one !== 'audio'])) as Record<Switch, boolean>; // each of them
    return { plan, switches: on, hasPicture: hasPower(plan.name), sighting: null };
  });
  let now = startAt;
  let startedAt = startAt;
  let isUp = true;
  schedule.add(startAt + 2 * second, { type: 'statistics' });
  schedule.add(startAt + random.between(8, 15) * second, { type: 'wander' });

  const topic = (camera: FrigateCamera, what: string) => `${base}/${camera.plan.name}/${what}`;
  const stateOf = (on: boolean) => (on ? 'ON' : 'OFF');
  const isWatching = ({ hasPicture, switches: on }: FrigateCamera) => hasPicture && on.enabled;

  /** One process a role. */
  function sayStatus(camera: FrigateCamera, tell: TellProgram): void {
    const status = !camera.switches.enabled ? 'disabled' : camera.hasPicture ? 'online' : 'offline';
    for (const role of ['detect', 'record']) tell(text(topic(camera, `status/${role}`), status));
  }

  function say(what: string, body: object, tell: TellProgram): void {
    if (isUp) tell(json(`${base}/${what}`, body));
  }

  function sayStatistics(tell: TellProgram): void {
    for (const camera of cameras) {
      const had = camera.hasPicture;
      camera.hasPicture = hasPower(camera.plan.name);
      if (had === camera.hasPicture) continue;
      if (!camera.hasPicture) leave(camera, tell);
      if (isUp) sayStatus(camera, tell);
    }
    say('stats', statistics(cameras, now, startedAt), tell);
  }

  function appear(camera: FrigateCamera, label: Label, tell: TellProgram): void {
    if (!isUp || camera.sighting !== null || !isWatching(camera) || !camera.switches.detect) return;
    const letters = Array.from({ length: 6 }, () => random.whole(10, 35).toString(36)).join('');
    const id = `${(now / second).toFixed(6)}-${letters}`;
    const until = now + random.between(9, 16) * second;
    camera.sighting = { id, label, from: now, until, score: random.whole(72, 91) / 100 };
    tell(text(topic(camera, 'motion'), 'ON'));
    sayCounts(camera, label, 1, tell);
    saySighting('new', camera, tell);
    schedule.add(now + (until - now) * 0.4, { type: 'sure', camera });
    schedule.add(until, { type: 'gone', camera });
  }

  /** Cameras and zones count alike. */
  function sayCounts(camera: FrigateCamera, label: Label, count: number, tell: TellProgram): void {
    for (const place of [camera.plan.name, camera.plan.zone]) {
      for (const what of [label, `${label}/active`, 'all', 'all/active'])
        tell(text(`${base}/${place}/${what}`, String(count)));
    }
  }

  function saySighting(phase: Phase, camera: FrigateCamera, tell: TellProgram): void {
    if (camera.sighting === null) return;
    say('events', trackedObject(phase, camera, camera.sighting, now), tell);
    say('reviews', review(phase, camera, camera.sighting), tell);
    if (phase === 'end' || !camera.switches.snapshots) return;
    const snapshot = topic(camera, `${camera.sighting.label}/snapshot`);
    tell({ topic: snapshot, scene: sceneOf(camera, now), retain: true, qos: 0 });
  }

  function leave(camera: FrigateCamera, tell: TellProgram): void {
    if (camera.sighting === null) return;
    saySighting('end', camera, tell);
    if (isUp) {
      sayCounts(camera, camera.sighting.label, 0, tell);
      tell(text(topic(camera, 'motion'), 'OFF'));
    }
    camera.sighting = null;
  }

  function happen(deed: Deed, people: People, tell: TellProgram): void {
    switch (deed.type) {
      case 'statistics':
        sayStatistics(tell);
        return schedule.add(now + statisticsMs, deed);
      case 'wander':
        wander(people, tell);
        return schedule.add(now + random.between(20, 50) * second, deed);
      case 'appear':
        return appear(deed.camera, deed.label, tell);
      case 'sure':
        return saySighting('update', deed.camera, tell);
      case 'gone':
        return deed.camera.sighting !== null && deed.camera.sighting.until <= now
          ? leave(deed.camera, tell)
          : undefined;
      case 'come-up':
        isUp = true;
        startedAt = now;
    }
  }

  /** By day whoever lives there or passes by; at night hardly more than a cat. */
  function wander({ atHome, awake }: People, tell: TellProgram): void {
    const camera = cameras[random.whole(0, cameras.length - 1)];
    if (camera === undefined) return;
    const label = random.pick(camera.plan.passers);
    const isLikely = label !== 'person' || (awake && (atHome > 0 || random.chance(0.2)));
    if (isLikely && (awake || random.chance(0.1))) appear(camera, label, tell);
  }

  function hear(heard: string, payload: string, tell: TellProgram): void {
    if (!isUp) return;
    if (heard === `${base}/onConnect`) return say('camera_activity', activity(cameras), tell);
    if (heard === `${base}/restart`) {
      isUp = false;
      for (const camera of cameras) camera.sighting = null;
      return schedule.add(now + bootMs, { type: 'come-up' });
    }
    const [, name, what] = /^frigate\/([^/]+)\/([^/]+)\/set$/.exec(heard) ?? [];
    const camera = cameras.find(({ plan }) => plan.name === name);
    const wanted = switches.find((one) => one === what);
    if (camera === undefined || wanted === undefined || !/^(?:ON|OFF)$/.test(payload)) return;
    set(camera, wanted, payload === 'ON', tell);
  }

  function set(camera: FrigateCamera, what: Switch, on: boolean, tell: TellProgram): void {
    camera.switches[what] = on;
    tell(text(topic(camera, `${what}/state`), stateOf(on), { retain: true }));
    if (!isWatching(camera)) leave(camera, tell);
    if (what === 'enabled') sayStatus(camera, tell);
  }

  return {
    account: frigateAccount,
    will: text(`${base}/available`, 'offline', { retain: true, qos: 1 }),
    retryMs,
    link: () => ({ isUp, username: null, password: null }),
    connected(tell) {
      tell(text(`${base}/available`, 'online', { retain: true, qos: 1 }));
      for (const camera of cameras) {
        for (const one of switches)
          tell(text(topic(camera, `${one}/state`), stateOf(camera.switches[one]), { retain: true }));
        sayStatus(camera, tell);
        tell(text(topic(camera, 'motion'), 'OFF'));
      }
    },
    hear,
    pass(until, people, tell) {
      letHappen(schedule, until, (deed, at) => {
        now = Math.max(now, at);
        happen(deed, people, tell);
      });
      now = until;
    },
    notice(way, at) {
      const [side] = cameras;
      if (side !== undefined)
        schedule.add(at + (way === 'leave' ? 4 : 0) * second, { type: 'appear', camera: side, label: 'car' });
    },
    farewell: () => [text(`${base}/available`, 'stopped', { retain: true, qos: 1 })],
  };
}

const subjects = { person: 'person', car: 'vehicle', cat: 'animal' } as const;

/** What the camera sees, to be drawn where there is time for it. */
function sceneOf({ plan, sighting }: FrigateCamera, at: number): Scene {
  return {
    place: plan.place,
    name: plan.name.replace('_', ' '),
    at,
    event: sighting === null ? null : `Seen: ${sighting.label}`,
    subject:
      sighting === null
        ? null
        : {
            kind: subjects[sighting.label],
            progress: Math.min(1, Math.max(0.2, (at - sighting.from) / (sighting.until - sighting.from))),
          },
    parked: false,
  };
}
