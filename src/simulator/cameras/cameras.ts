import { openRandom, type Random } from '../random';
import { openSchedule, type Schedule } from '../schedule';
import type { CameraPlan } from './plans';
import type { Place, SubjectKind } from './scene';
import { event, picture, reply, telemetry, type DeviceMessage, type SimulatedCamera } from './words';

type CameraEvent =
  | {
      readonly type: 'report' | 'still' | 'snap' | 'gone' | 'ring' | 'watch' | 'unwatch';
      readonly camera: SimulatedCamera;
    }
  | { readonly type: 'appear'; readonly camera: SimulatedCamera; readonly kind: SubjectKind; readonly forMs: number }
  /** somebody's doing, not its own */
  | { readonly type: 'act'; readonly camera: SimulatedCamera; readonly act: CameraAct }
  /** whoever passes by, and whoever comes to the door */
  | { readonly type: 'wander' | 'visit' };

/** What somebody who may command a camera does with it. */
export type CameraAct = 'watch' | 'unwatch' | 'turn' | 'talk' | 'hush';

/** Who lives there at the moment: what the cameras see depends on it. */
export type Household = { readonly atHome: number; readonly awake: boolean };

/** The cameras of a home, with a chance and a schedule of their own: the rest of the home lives as it would without them. */
export type Cameras = {
  readonly random: Random;
  readonly schedule: Schedule<CameraEvent>;
  readonly byId: ReadonlyMap<string, SimulatedCamera>;
  now: number;
};

export type TellDevice = (message: DeviceMessage) => void;

const second = 1_000;
const minute = 60 * second;
const hour = 60 * minute;

export function openCameras(plans: readonly CameraPlan[], seed: number, startAt: number): Cameras {
  const random = openRandom(seed ^ 0x5ca1ab1e);
  const schedule = openSchedule<CameraEvent>();
  const byId = new Map(
    plans.map((plan): [string, SimulatedCamera] => [
      plan.id,
      { plan, subject: null, rings: false, viewers: 0, looksAway: false, battery: random.between(55, 95), pictures: 0 },
    ]),
  );
  for (const camera of byId.values()) {
    schedule.add(startAt, { type: 'report', camera });
    schedule.add(startAt + random.between(0, 2 * second), { type: 'still', camera });
  }
  const [first] = byId.values();
  if (first !== undefined) {
    schedule.add(startAt + random.between(1 * minute, 4 * minute), { type: 'watch', camera: first });
    schedule.add(startAt + random.between(15 * second, 40 * second), { type: 'wander' });
    schedule.add(startAt + random.between(2 * minute, 5 * minute), { type: 'visit' });
  }
  return { random, schedule, byId, now: startAt };
}

/** Lets time pass for the cameras, up to `until`. */
export function stepCameras(cameras: Cameras, until: number, people: Household, tell: TellDevice): void {
  for (;;) {
    const next = cameras.schedule.takeDue(until);
    if (next === null) break;
    cameras.now = Math.max(cameras.now, Math.round(next.at)); // a device's clock counts whole milliseconds
    happen(cameras, next.what, people, tell);
  }
  cameras.now = until;
}

/** Somebody of the household comes or goes: through the front door, and with the car. */
export function passBy(cameras: Cameras, at: number, way: 'leave' | 'return'): void {
  const [door, car] = way === 'leave' ? [at, at + 8 * second] : [at + 6 * second, at];
  appear(cameras, 'porch', door, 'person', 7 * second);
  appear(cameras, 'drive', car, 'vehicle', 9 * second);
}

/** Somebody does something with a camera, `afterSeconds` from now. */
export function actLater({ byId, schedule, now }: Cameras, id: string, act: CameraAct, afterSeconds: number): void {
  const camera = byId.get(id);
  if (camera !== undefined) schedule.add(now + afterSeconds * second, { type: 'act', camera, act });
}

/** A command for one of them. It answers whatever was asked, and says no to what it does not know. */
export function receiveCommand(cameras: Cameras, id: string, payload: string, tell: TellDevice): void {
  const camera = cameras.byId.get(id);
  const asked = parse(payload);
  if (camera === undefined || asked === null) return;
  const { now, random, schedule } = cameras;
  const name = typeof asked['id'] === 'string' ? asked['id'].slice(0, 64) : '';
  switch (asked['command']) {
    case 'take-picture':
      if (camera.looksAway) return tell(reply(camera, now, name, 'it looks away'));
      tell(reply(camera, now, name));
      return schedule.add(now + 300, { type: 'snap', camera });
    case 'report':
      tell(reply(camera, now, name));
      return tell(telemetry(camera, now, random));
    case 'identify':
      tell(reply(camera, now, name));
      return tell(event(camera, now, 'identified'));
    case 'privacy':
      camera.looksAway = asked['on'] === true;
      if (camera.looksAway) camera.viewers = 0; // nobody sees anything any more
      tell(reply(camera, now, name));
      return tell(telemetry(camera, now, random));
    case 'stream':
    case 'turn':
    case 'talk': {
      if (camera.looksAway) return tell(reply(camera, now, name, 'it looks away'));
      tell(reply(camera, now, name));
      const [begin, end] = ({ stream: ['watch', 'unwatch'], turn: ['turn', 'turn'], talk: ['talk', 'hush'] } as const)[
        asked['command']
      ];
      return perform(cameras, camera, asked['on'] === false ? end : begin, tell);
    }
    default:
      return tell(reply(camera, now, name, 'it does not know that command'));
  }
}

function perform({ now, random }: Cameras, camera: SimulatedCamera, act: CameraAct, tell: TellDevice): void {
  const say = (name: string) => tell(event(camera, now, name));
  switch (act) {
    case 'watch':
    case 'unwatch':
      if (act === 'unwatch' && camera.viewers === 0) return;
      camera.viewers += act === 'watch' ? 1 : -1;
      say(act === 'watch' ? 'viewer-joined' : 'viewer-left');
      return tell(telemetry(camera, now, random));
    case 'turn':
      return say('turned');
    case 'talk':
    case 'hush':
      return say(act === 'talk' ? 'talk-began' : 'talk-ended');
  }
}

function happen(cameras: Cameras, what: CameraEvent, people: Household, tell: TellDevice): void {
  switch (what.type) {
    case 'wander':
      return wander(cameras, people);
    case 'visit':
      return visit(cameras);
    case 'act':
      return what.camera.looksAway ? undefined : perform(cameras, what.camera, what.act, tell);
    default:
      return happenTo(cameras, what, people, tell);
  }
}

function happenTo(
  { random, schedule, now }: Cameras,
  what: Exclude<Extract<CameraEvent, { camera: SimulatedCamera }>, { type: 'act' }>,
  { atHome }: Household,
  tell: TellDevice,
): void {
  const { camera } = what;
  const still = () => void (camera.looksAway || tell(picture(camera, now, atHome > 0)));
  const report = () => tell(telemetry(camera, now, random));
  switch (what.type) {
    case 'report':
      camera.battery = Math.max(5, camera.battery - 0.0005);
      report();
      return schedule.add(now + random.between(5 * second, 9 * second), what);
    case 'still':
      still();
      return schedule.add(now + random.between(9.5 * second, 10.5 * second), what);
    case 'snap':
      return still();
    case 'appear':
      if (camera.subject !== null) return;
      camera.subject = { kind: what.kind, from: now, until: now + what.forMs };
      tell(event(camera, now, 'motion', { what: what.kind }));
      report();
      schedule.add(now + what.forMs * 0.45, { type: 'snap', camera });
      return schedule.add(now + what.forMs, { type: 'gone', camera });
    case 'gone':
      camera.subject = null;
      camera.rings = false;
      return report();
    case 'ring':
      camera.rings = camera.subject !== null;
      tell(event(camera, now, 'ring'));
      return still();
    case 'watch':
    case 'unwatch': {
      const joins = what.type === 'watch';
      // one that looked away meanwhile has sent its viewers off
      if (joins ? !camera.looksAway : camera.viewers > 0) {
        camera.viewers += joins ? 1 : -1;
        tell(event(camera, now, joins ? 'viewer-joined' : 'viewer-left'));
        report();
      }
      const [soonest, latest] = joins ? [20 * second, minute] : [3 * minute, 9 * minute];
      return schedule.add(now + random.between(soonest, latest), { type: joins ? 'unwatch' : 'watch', camera });
    }
  }
}

/** Passers-by and the household itself by day; at night now and then an animal. */
function wander(cameras: Cameras, { atHome, awake }: Household): void {
  const { random, now, schedule } = cameras;
  const roll = random.next();
  if (!awake || roll < 0.15) {
    if (roll < 0.3) appear(cameras, 'garden', now, 'animal', 9 * second);
  } else if (roll < 0.45) appear(cameras, 'drive', now, 'person', 12 * second);
  else if (roll < 0.6) appear(cameras, 'drive', now, 'vehicle', 7 * second);
  else if (atHome > 0) appear(cameras, roll < 0.85 ? 'garden' : 'garage', now, 'person', 14 * second);
  schedule.add(now + random.between(25 * second, 75 * second), { type: 'wander' });
}

/** Somebody comes to the door and rings, between eight in the morning and nine in the evening. */
function visit(cameras: Cameras): void {
  const { random, now, schedule, byId } = cameras;
  const hours = (now % (24 * hour)) / hour;
  const camera = [...byId.values()].find(({ plan }) => plan.place === 'porch');
  if (camera !== undefined && camera.subject === null && hours >= 8 && hours < 21) {
    appear(cameras, 'porch', now, 'person', 18 * second);
    schedule.add(now + 6 * second, { type: 'ring', camera });
  }
  schedule.add(now + random.between(3 * minute, 8 * minute), { type: 'visit' });
}

function appear({ byId, schedule }: Cameras, place: Place, at: number, kind: SubjectKind, forMs: number): void {
  for (const camera of byId.values())
    if (camera.plan.place === place) schedule.add(at, { type: 'appear', camera, kind, forMs });
}

function parse(payload: string): Readonly<Record<string, unknown>> | null {
  try {
    const body: unknown = JSON.parse(payload);
    return typeof body === 'object' && body !== null ? (body as Readonly<Record<string, unknown>>) : null; // an object
  } catch {
    return null;
  }
}
