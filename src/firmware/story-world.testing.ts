import type { Command } from '@/core/command';
import type { Device, DeviceId } from '@/core/device';
import type { Told } from '@/core/told';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareFacts, DeviceKind } from '@/core/observation';
import type { Rng } from '@/core/random.testing';

import { isWithin } from './update-rules';

type Fate =
  | 'well'
  | 'fails'
  | 'never-answers'
  | 'never-returns'
  | 'keeps-version'
  | 'gets-older'
  | 'refuses-schedule'
  | 'loses-command';

/** What a device really is and does, which nobody sees but through its words. */
type Real = {
  readonly id: DeviceId;
  readonly kind: DeviceKind;
  readonly via: string | null;
  readonly room: string | null;
  readonly sleeps: boolean;
  readonly fate: Fate;
  readonly takesMs: number;
  /** so long after it was left something it wakes up */
  readonly sleepsMs: number;
  version: number;
  percent: number | null;
  /** ms; null: no update runs */
  updatingSince: number | null;
  scheduledAt: number | null;
  /** what is scheduled, or runs, was left by somebody with Gatehouse, and not by another app */
  isOfPlan: boolean;
  /** and by somebody whose word is in the plan, not by one who stands by alone */
  isInPlan: boolean;
  /** its bridge asks it for a newer firmware since; null: it does not */
  askedSince: number | null;
  /** when it last answered that */
  answeredAt: number;
  /** somebody else began it */
  isForeign: boolean;
  /** when its update last came on; a transfer that stands still is given up by the device itself */
  lastBlockAt: number;
  isThere: boolean;
  /** it has spoken since an update of it ended */
  wasBack: boolean;
  battery: number;
  /** where it fetches its firmware from itself; null: its bridge or maker gives it */
  address: string | null;
  /** its file was compared, and is another */
  hasOtherImage: boolean;
  addressChangedAt: number;
};

export type Broken = { readonly rule: string; readonly detail: string };

/** Who begins an update. */
export type Orderer = {
  /** what he asks for is in the plan, so that all know of it */
  readonly isInPlan: boolean;
  /** he stands by, at whatever hour */
  readonly isAttended: boolean;
  /** he has heard which files were compared: he has not where the broker lost the plan before he came */
  readonly isToldOfFiles: boolean;
};

/** The house itself: devices that are updated, fail, fall silent and sleep, behind bridges that restart. */
export type StoryWorld = {
  readonly reals: readonly Real[];
  isArmed: boolean;
  isBrokerUp: boolean;
  readonly bridgesDown: Set<string>;
  /** whether its Zigbee bridge looks after who is online; where it does not, nobody says so */
  readonly looksAfterOnline: boolean;
  /** what was done that must never be */
  readonly broken: Broken[];
  /** as the broker would deliver it now, to whoever is connected */
  seen(): ReadonlyMap<DeviceId, Device>;
  /** of what was seen before, only what the broker retains */
  remembered(): ReadonlyMap<DeviceId, Device>;
  command(device: DeviceId, command: Command, now: number, by: Orderer): 'sent' | 'not-connected';
  /** an app of its maker, say, while nothing else runs; or he leaves it for a sleeper's waking up */
  somebodyElseBegins(now: number): void;
  restartBridge(via: string): void;
  /** somebody sets a device that fetches its firmware itself to another address, or back */
  changeAddress(now: number): void;
  pass(now: number): void;
  /** why a sleeper must not begin now what a plan left for it, by what was told of it; null: it may. `isCalledOff`: nobody wants it any more */
  forbidden(real: Real, now: number, isCalledOff: boolean): string | null;
  /** since when, and why, somebody who could have taken it back has seen that it must not begin */
  readonly forbiddenSince: Map<DeviceId, { readonly at: number; readonly why: string }>;
};

/** a command may be lost with its page, and is given again after a minute; in the clock of another that is somewhat more */
const graceMs = 3 * 60_000;

export const floorPercent = 30;
export const hours = { from: 0, to: 720 } as const;
export const minuteAt = (now: number): number => Math.floor(now / 60_000) % 1440;

/** zigbee-herdsman and the OTA cluster give a transfer up after minutes without a block */
const givesUpMs = 10 * 60_000;
export const agreedAddress = 'http://nas.lan/firmware.bin';
const otherAddress = 'https://elsewhere.example/firmware.bin';
const badAddress = 'http://elsewhere.example/firmware.bin';
/** so long a bridge asks one that does not answer */
const bridgePatienceMs = 60_000;
/** an answer is believed for so long */
const answerAgeMs = 60_000;
const bridges = ['zigbee', 'zwave'] as const;
const kinds: readonly DeviceKind[] = ['lock', 'lock', 'camera', 'camera', 'sensor', 'plug'];
const fates: readonly Fate[] = [
  'well',
  'well',
  'well',
  'well',
  'fails',
  'never-answers',
  'never-returns',
  'keeps-version',
  'gets-older',
  'refuses-schedule',
  'loses-command',
];

/** `hasStranger`: for one sleeper, of which nobody here wants anything, somebody else has left an update. */
export type House = { readonly hasStranger?: boolean };

export function openStoryWorld(rng: Rng, { hasStranger = false }: House = {}): StoryWorld {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(rng() * list.length)] as T; // no list here is empty
  const reals: Real[] = Array.from({ length: 3 + Math.floor(rng() * 6) }, (_, index) => {
    const kind = pick(kinds);
    const via = kind === 'camera' ? null : pick([...bridges, ...bridges, null]);
    const sleeps = kind === 'sensor' || (kind === 'lock' && rng() < 0.5);
    return {
      id: `device ${index}`,
      kind,
      via,
      room: pick(['hall', 'garden', null]),
      sleeps,
      fate: pick(fates),
      takesMs: 60_000 + rng() * 300_000,
      sleepsMs: 60_000 + rng() * 1_200_000,
      version: 1,
      percent: null,
      updatingSince: null,
      scheduledAt: null,
      isOfPlan: false,
      isInPlan: false,
      askedSince: null,
      answeredAt: -1,
      isForeign: false,
      lastBlockAt: 0,
      isThere: true,
      wasBack: false,
      battery: 60,
      address: via === null && kind === 'plug' ? pick([agreedAddress, agreedAddress, badAddress]) : null,
      addressChangedAt: 0,
      hasOtherImage: via === 'zigbee' && rng() < 0.15,
    };
  });
  const [some] = reals;
  if (hasStranger && some !== undefined)
    reals.push({
      ...some,
      id: 'stranger',
      kind: 'sensor',
      via: 'zigbee',
      sleeps: true,
      fate: 'well',
      address: null,
      hasOtherImage: false,
      scheduledAt: 0,
    });
  const devices = new Map<DeviceId, Device>();
  const world: StoryWorld = {
    reals,
    isArmed: false,
    isBrokerUp: true,
    bridgesDown: new Set(),
    looksAfterOnline: rng() < 0.6,
    broken: [],
    seen: () => devices,
    remembered: () => new Map([...devices].map(([id, device]) => [id, asRemembered(device)])),
    command,
    somebodyElseBegins(now) {
      clock = now;
      const real = pick(reals);
      const isIdle = reals.every(({ updatingSince, scheduledAt }) => updatingSince === null && scheduledAt === null);
      const isDeaf = real.via !== null && world.bridgesDown.has(real.via);
      const isLeft = real.via === 'zigbee' && real.sleeps && rng() < 0.5;
      if (!isIdle || isDeaf || !real.isThere || real.version !== 1) return;
      if (isLeft) {
        real.scheduledAt = now;
        real.isOfPlan = false;
      } else begin(real, now, true);
      say();
    },
    restartBridge(via) {
      for (const real of reals) {
        if (real.via !== via) continue;
        // the real one forgets what it was doing; the file is begun anew another time
        real.updatingSince = null;
        real.percent = null;
        real.scheduledAt = null;
        real.askedSince = null;
      }
    },
    changeAddress(now) {
      const real = pick(reals);
      if (real.address === null) return;
      real.address = real.address === agreedAddress ? otherAddress : agreedAddress;
      real.addressChangedAt = now;
    },
    pass,
    forbidden,
    forbiddenSince: new Map(),
  };
  let clock = 0;
  say();

  function command(
    id: DeviceId,
    { type }: Command,
    now: number,
    { isAttended, isToldOfFiles, isInPlan }: Orderer,
  ): 'sent' | 'not-connected' {
    if (!world.isBrokerUp) return 'not-connected';
    const real = reals.find((one) => one.id === id);
    if (real === undefined) return 'sent';
    if (type === 'refresh') {
      tellAddress(real, now);
      return 'sent';
    }
    const isDeaf = real.via !== null && world.bridgesDown.has(real.via);
    if (type === 'check-for-update') {
      if (isInPlan) inspectLane(real);
      if (isDeaf) return 'sent';
      // of what is asked beside the plan nobody else can know
      if (isInPlan) real.askedSince = now;
      else hearAnswer(real, now, now);
      return 'sent';
    }
    if (type === 'call-off-update') {
      if (!isDeaf) real.scheduledAt = null;
      return 'sent';
    }
    if (world.isArmed) world.broken.push({ rule: 'armed', detail: id });
    if (real.hasOtherImage && isToldOfFiles) world.broken.push({ rule: 'another file', detail: id });
    if (real.address === badAddress) world.broken.push({ rule: 'address', detail: id });
    // between its answer and the command nobody can look
    if (real.address === otherAddress && now - real.addressChangedAt > answerAgeMs)
      world.broken.push({ rule: 'another address', detail: id });
    if (real.sleeps && isToldLow(real)) world.broken.push({ rule: 'battery', detail: id });
    if (!isAttended && !isWithin(hours, minuteAt(now))) world.broken.push({ rule: 'hours', detail: id });
    if (real.updatingSince !== null) world.broken.push({ rule: 'begun twice', detail: id });
    if (type === 'schedule-update' && real.fate === 'refuses-schedule' && !isDeaf) {
      tellEnd(real, now, 'failed', "Update or check for update already in progress for 'it'");
      return 'sent';
    }
    if (isDeaf || !real.isThere || real.fate === 'never-answers' || (real.fate === 'loses-command' && rng() < 0.7))
      return 'sent';
    real.isOfPlan = true;
    real.isInPlan = isInPlan;
    if (type === 'schedule-update') real.scheduledAt = now;
    else begin(real, now);
    say();
    return 'sent';
  }

  /** What is asked beside something else on its network, where all of it is known. */
  function inspectLane({ id, via }: Real): void {
    const isAtWork = ({ askedSince, updatingSince, isInPlan, isForeign }: Real) =>
      askedSince !== null || (updatingSince !== null && isInPlan && !isForeign);
    const busy = reals.filter((one) => one.via === via && isAtWork(one));
    if (via !== null && busy.length > 0)
      world.broken.push({ rule: 'asked beside another', detail: `${id} ${busy[0]?.id}` });
  }

  function forbidden(real: Real, now: number, isCalledOff: boolean): string | null {
    if (isCalledOff) return 'called off';
    if (world.isArmed) return 'armed';
    if (isToldLow(real)) return 'battery';
    return isWithin(hours, minuteAt(now)) ? null : 'hours';
  }

  /** of one that ran low while it could not say so nobody knows */
  function isToldLow({ id }: Real): boolean {
    return (devices.get(id)?.battery?.value.percent ?? 100) < floorPercent;
  }

  function tellAddress(real: Real, now: number): void {
    const isDeaf = real.via !== null && world.bridgesDown.has(real.via);
    if (real.address === null || isDeaf || !real.isThere || rng() < 0.1) return;
    const known = devices.get(real.id) ?? emptyDevice(real.id);
    devices.set(real.id, { ...known, updateSource: told({ url: real.address }, now) });
  }

  function begin(real: Real, now: number, isForeign = false): void {
    real.isForeign = isForeign;
    real.updatingSince = now;
    real.percent = 0;
    real.lastBlockAt = now;
    real.scheduledAt = null;
    inspect();
  }

  /** What must never be at once. */
  function inspect(): void {
    const running = reals.filter(({ updatingSince }) => updatingSince !== null);
    const lanes = new Map<string | null, number>();
    for (const { via } of running) lanes.set(via, (lanes.get(via) ?? 0) + 1);
    for (const [via, count] of lanes)
      if (count > (via === null ? 2 : 1)) world.broken.push({ rule: 'network', detail: `${via} ${count}` });
    if (running.filter(({ kind }) => kind === 'lock').length > 1) world.broken.push({ rule: 'two locks', detail: '' });
    const rooms = running.filter(({ kind }) => kind === 'camera').map(({ room }) => room);
    if (new Set(rooms).size < rooms.length) world.broken.push({ rule: 'cameras of a room', detail: rooms.join() });
  }

  function pass(now: number): void {
    clock = now;
    for (const real of reals) {
      const isDeaf = real.via !== null && world.bridgesDown.has(real.via);
      if (real.scheduledAt !== null && !isDeaf && real.isThere && now - real.scheduledAt > real.sleepsMs) {
        const seen = world.forbiddenSince.get(real.id);
        const isStill = seen !== undefined && forbidden(real, now, seen.why === 'called off') !== null;
        if (isStill && now - seen.at > graceMs) world.broken.push({ rule: `sleeper: ${seen.why}`, detail: real.id });
        begin(real, now);
      }
      if (real.askedSince !== null) hearAnswer(real, real.askedSince, now);
      if (real.updatingSince === null) continue;
      // a bridge that is down sends no file; of another's, that stands still, nobody here could ever know
      const isOthers = real.isForeign || !real.isOfPlan;
      const isLost = isDeaf || (isOthers && !real.isThere) || now - real.lastBlockAt > givesUpMs;
      if (isLost) real.updatingSince = real.percent = null;
      if (real.updatingSince === null || !real.isThere) continue;
      real.lastBlockAt = now;
      const share = (now - real.updatingSince) / real.takesMs;
      real.percent = Math.min(99, Math.floor(share * 100));
      if (real.fate === 'fails' && share > 0.6) end(real, now, 'failed');
      else if (share >= 1) end(real, now, 'succeeded');
    }
    say();
  }

  /** A device that is there answers with the next look, its bridge speaks for another after a minute; and both may be lost. */
  function hearAnswer(real: Real, since: number, now: number): void {
    const isThere = real.isThere && real.fate !== 'never-answers';
    if (!isThere && now - since < bridgePatienceMs) return;
    real.askedSince = null;
    if (real.fate === 'never-answers' || real.fate === 'loses-command') return;
    const known = devices.get(real.id) ?? emptyDevice(real.id);
    const outcome = isThere && real.fate !== 'fails' ? 'answered' : 'failed';
    if (outcome === 'answered') real.answeredAt = now;
    if (world.isBrokerUp) devices.set(real.id, { ...known, lastCheck: told({ outcome, reason: null }, now) });
  }

  function end(real: Real, now: number, outcome: 'succeeded' | 'failed'): void {
    real.updatingSince = null;
    real.percent = null;
    if (outcome === 'succeeded' && real.fate === 'gets-older') real.version = 0;
    else if (outcome === 'succeeded' && real.fate !== 'keeps-version') real.version += 1;
    if (real.fate === 'never-returns') real.isThere = false;
    real.wasBack &&= real.isForeign;
    // its bridge tells of it by itself, whether the device has begun anew or not
    if (real.via === 'zigbee' && outcome === 'succeeded' && world.isBrokerUp) {
      const known = devices.get(real.id) ?? emptyDevice(real.id);
      devices.set(real.id, { ...known, ...wordsOf(real, known), lastSeen: now, lastSeenLive: true });
    }
    tellEnd(real, now, outcome, outcome === 'failed' ? 'Device did not respond' : null);
  }

  function tellEnd(real: Real, now: number, outcome: 'succeeded' | 'failed', reason: string | null): void {
    const known = devices.get(real.id) ?? emptyDevice(real.id);
    devices.set(real.id, { ...known, lastUpdate: told({ outcome, reason, percent: null }, now) });
  }

  /** Each device and the alarm say how they are. */
  function say(): void {
    if (!world.isBrokerUp) return;
    for (const real of reals) {
      const known = devices.get(real.id) ?? emptyDevice(real.id);
      const isDeaf = real.via !== null && world.bridgesDown.has(real.via);
      const isToldOf = !isDeaf && (real.via !== 'zigbee' || world.looksAfterOnline);
      const reachability = !isToldOf ? 'unknown' : real.isThere ? 'online' : 'offline';
      const capabilities = [
        'firmware-update',
        ...(real.via === 'zigbee' ? ['firmware-schedule'] : []),
        ...(real.address === null ? [] : ['firmware-source']),
      ] as Device['capabilities'];
      const bare = {
        ...known,
        kind: real.kind,
        via: real.via,
        room: real.room,
        power: real.sleeps ? 'battery' : 'mains',
        capabilities,
        reachability,
      } as const;
      const isSilent = isDeaf || !real.isThere;
      if (!isSilent) real.wasBack = true;
      devices.set(real.id, isSilent ? bare : { ...bare, ...wordsOf(real, known), lastSeen: clock, lastSeenLive: true });
    }
    for (const via of bridges)
      devices.set(via, {
        ...emptyDevice(via),
        kind: 'hub',
        reachability: world.bridgesDown.has(via) ? 'offline' : 'online',
      });
    devices.set('panel', {
      ...emptyDevice('panel'),
      kind: 'alarm',
      state: { alarm: told(world.isArmed ? 'armed_away' : 'disarmed', clock) },
    });
  }

  function wordsOf(real: Real, known: Device): Pick<Device, 'battery' | 'firmware'> {
    const value: Required<FirmwareFacts> = {
      installed: `1.${real.version}`,
      latest: '1.2',
      updateAvailable: real.version < 2,
      updating: real.percent === null ? null : { percent: real.percent, remainingSeconds: null },
      scheduled: real.scheduledAt !== null,
      fileInstalled: null,
      fileLatest: null,
      releaseNotes: null,
    };
    const firmware =
      JSON.stringify(known.firmware?.value) === JSON.stringify(value) ? known.firmware : told(value, clock);
    return { firmware, battery: real.sleeps ? told({ percent: real.battery, low: null }, clock) : null };
  }

  return world;
}

const told = <T>(value: T, at: number): Told<T> => ({ value, at, retained: false, by: 'zigbee2mqtt' });

/** A new observer gets what the broker remembers: the version, and nothing of an update that runs or of how one ended. */
function asRemembered(device: Device): Device {
  const { firmware } = device;
  const still =
    firmware === null ? null : { ...firmware, retained: true, value: { ...firmware.value, updating: null } };
  return { ...device, lastUpdate: null, lastCheck: null, updateSource: null, firmware: still };
}
