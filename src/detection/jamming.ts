import type { AlertClass } from '@/core/alert';
import type { Device, DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import type { ConditionRule } from './condition';
import { showDevice } from './fixes';
import type { Outages } from './outages';
import type { Rule, RuleContext, Step } from './rule';

/** What "many at once" means: so many devices of one bridge, and this share of those that were there, within this time. */
const many = { devices: 4, share: 0.3, withinMs: 2 * 60_000 } as const;
/** judged when the last one is so long ago, for mains devices may go a moment later; at the latest after `mostMs` */
const settling = { quietMs: 1_000, mostMs: 5_000 } as const;
/** over when so many are back for so long */
const back = { share: 0.7, calmMs: 2 * 60_000 } as const;

type Kind = 'jamming' | 'power-cut';
type Outage = { readonly kind: Kind; readonly lost: Set<DeviceId>; stopEnding: (() => void) | null };
type Watched = {
  /** who went away lately, and when */
  readonly gone: Map<DeviceId, number>;
  judging: { readonly since: number; readonly stop: () => void } | null;
  outage: Outage | null;
};

const alertOf: Readonly<Record<Kind, { readonly class: AlertClass; subject(bridge: DeviceId): string }>> = {
  jamming: { class: 'jamming', subject: (bridge) => bridge },
  'power-cut': { class: 'silent_device', subject: (bridge) => `${bridge} together` },
};

/**
 * Many radio devices of one bridge fall silent at once while the bridge and what hangs on mains stay: somebody may be jamming
 * the radio, which is how burglars meet wireless alarms. Where mains devices go with them it is rather a power cut, and told
 * as one. A bridge that is down itself is its own alert; what was away already when we looked, or came back unheard, is none.
 */
export function jamming(context: RuleContext, outages: Outages, offline: ConditionRule): Rule {
  const bridges = new Map<DeviceId, Watched>();

  function hear(step: Step): void {
    const { before, after } = step;
    if (after.via === null || before === undefined || before.reachability === after.reachability) return;
    if (after.reachability === 'offline') {
      if (!step.retained && before.reachability !== 'unknown') leave(after.via, after, step.at);
    } else if (isThere(after)) comeBack(after.via, after.id, step.at);
  }

  function leave(bridge: DeviceId, device: Device, at: number): void {
    const watched = bridges.get(bridge) ?? { gone: new Map(), judging: null, outage: null };
    bridges.set(bridge, watched);
    for (const [id, wentAt] of watched.gone) if (wentAt < at - many.withinMs) watched.gone.delete(id);
    watched.gone.set(device.id, at);
    if (watched.outage !== null) {
      watched.outage.lost.add(device.id);
      if (watched.outage.kind === 'power-cut' || device.power !== 'mains') return;
    } else if (watched.gone.size < many.devices) return;
    else outages.begin(bridge, new Set(watched.gone.keys()));
    const since = watched.judging?.since ?? at;
    watched.judging?.stop();
    const when = Math.min(at + settling.quietMs, since + settling.mostMs);
    watched.judging = { since, stop: context.later(when, (due) => judge(bridge, watched, due)) };
  }

  function judge(bridgeId: DeviceId, watched: Watched, at: number): void {
    watched.judging = null;
    const kind = kindOf(context.devices, bridgeId, watched.gone);
    if (kind === null) return letGo(bridgeId, watched, at);
    if (watched.outage?.kind === kind) return;
    if (watched.outage !== null) say(bridgeId, watched.outage.kind, 'over', at, 'Mains devices went too');
    const lost = new Set([...watched.gone.keys(), ...(watched.outage?.lost ?? [])]);
    watched.outage?.stopEnding?.();
    watched.outage = { kind, lost, stopEnding: null };
    outages.begin(bridgeId, lost);
    for (const id of lost) offline.settle(id, at, `One of ${lost.size} devices that went away together`);
    raise(bridgeId, kind, lost, at);
  }

  /** It was no outage: each stands for itself again. */
  function letGo(bridge: DeviceId, { gone, outage }: Watched, at: number): void {
    if (outage !== null) return;
    outages.end(bridge);
    for (const id of gone.keys()) offline.review(id, at);
  }

  function raise(bridgeId: DeviceId, kind: Kind, lost: ReadonlySet<DeviceId>, t: number): void {
    const bridge = context.devices.get(bridgeId);
    if (bridge === undefined) return;
    const names = [...lost].map((id) => context.devices.get(id)?.name ?? id);
    const text = `Went offline together: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' and others' : ''}`;
    const { class: alertClass, subject } = alertOf[kind];
    context.seen({
      t,
      class: alertClass,
      subject: subject(bridgeId),
      device: bridgeId,
      title: titleOf(kind, bridge, lost.size),
      severity: kind === 'jamming' ? 'critical' : 'warning',
      confidence: 0.8,
      evidence: [{ t, topic: '', text }],
      fix: showDevice(bridge),
      lasting: true,
      news: true,
    });
  }

  function comeBack(bridge: DeviceId, id: DeviceId, at: number): void {
    const watched = bridges.get(bridge);
    watched?.gone.delete(id);
    const outage = watched?.outage;
    if (!watched || !outage || outage.stopEnding !== null) return;
    const away = [...outage.lost].filter((one) => !isThere(context.devices.get(one)));
    if (away.length > outage.lost.size * (1 - back.share)) return;
    say(bridge, outage.kind, 'calm', at, 'Most of them are back');
    outage.stopEnding = context.later(at + back.calmMs, (due) => {
      watched.outage = null;
      outages.end(bridge);
      say(bridge, outage.kind, 'over', due, 'They stayed for 2 minutes');
      for (const one of outage.lost) offline.review(one, due);
    });
  }

  function say(bridge: DeviceId, kind: Kind, type: 'calm' | 'over', t: number, text: string): void {
    const { class: alertClass, subject } = alertOf[kind];
    context.say(type, { class: alertClass, subject: subject(bridge) }, { t, topic: '', text });
  }

  return {
    hear,
    forget(device) {
      bridges.get(device)?.judging?.stop();
      bridges.get(device)?.outage?.stopEnding?.();
      bridges.delete(device);
      outages.end(device);
    },
    adopt({ class: alertClass, subject, device }, at) {
      if (device === null || bridges.has(device)) return;
      const kind = alertClass === 'jamming' ? 'jamming' : 'power-cut';
      if (alertOf[kind].class !== alertClass || alertOf[kind].subject(device) !== subject) return;
      // by then the home has said who is there
      context.later(at + back.calmMs, (due) => {
        const lost = [...context.devices.values()].filter(
          (one) => one.via === device && one.reachability === 'offline',
        );
        if (lost.length < many.devices) say(device, kind, 'over', due, 'Most of them are back');
      });
    },
  };
}

/** Behind a bridge that is down nobody knows: that is not back. */
function isThere(device: Device | undefined): boolean {
  return device?.reachability === 'online' || device?.reachability === 'asleep';
}

/** null: not that many went away at once, or the bridge itself is down. */
function kindOf(
  devices: ReadonlyMap<DeviceId, Device>,
  bridgeId: DeviceId,
  gone: ReadonlyMap<DeviceId, number>,
): Kind | null {
  const bridge = devices.get(bridgeId);
  if (bridge === undefined || bridge.reachability === 'offline') return null;
  const there = { radio: 0, mains: 0 };
  const lost = { radio: 0, mains: 0 };
  for (const device of devices.values()) {
    const { id, via, power, reachability, disabled } = device;
    if (via !== bridgeId || disabled) continue;
    const sort = power === 'mains' ? 'mains' : 'radio';
    const isLost = gone.has(id) && reachability === 'offline';
    if (isLost) lost[sort] += 1;
    if (isLost || isThere(device)) there[sort] += 1;
  }
  if (lost.radio + lost.mains < many.devices) return null;
  if (lost.mains > 0 && lost.mains * 2 >= there.mains) return 'power-cut';
  return lost.radio >= there.radio * many.share && lost.radio >= many.devices ? 'jamming' : null;
}

function titleOf(kind: Kind, { name }: Device, count: number): string {
  const bridge = spokenName(name);
  return kind === 'jamming'
    ? `${count} devices of ${bridge} fell silent at once, and it is still there: somebody may be jamming the radio`
    : `${count} devices of ${bridge} went away together, mains devices among them: perhaps a power cut`;
}
