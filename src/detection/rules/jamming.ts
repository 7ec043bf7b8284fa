import type { Device, DeviceId } from '@/core/device';

import { aspect } from '../aspects';
import type { ConditionRule } from '../condition';
import { showDevice } from '../fixes';
import { alertOf, creeping, isOnWay, isThere, kindOf, many, titleOf, type Kind, type Way } from '../outage-kind';
import type { Outages } from '../outages';
import { isRecent } from '../recent';
import type { Rule, RuleContext, Step } from '../rule';

/** judged when the last one is so long ago, for mains devices may go a moment later; at the latest after `mostMs` */
const settling = { quietMs: 1_500, mostMs: 5_000 } as const;
/** a power cut that passes within this time is nobody's alert */
const powerCutMs = 5 * 60_000;
/** over when so many are back for so long */
const back = { share: 0.7, calmMs: 2 * 60_000 } as const;

type Outage = {
  readonly kind: Kind;
  /** they went one after the other */
  readonly isSlow: boolean;
  readonly lost: Set<DeviceId>;
  isTold: boolean;
  stopTelling: () => void;
  stopEnding: (() => void) | null;
};
type Loss = Pick<Outage, 'kind' | 'isSlow'> & { readonly gone: ReadonlySet<DeviceId> };
type Watched = {
  /** who went away lately and is not back, and when; when the last one did */
  readonly gone: Map<DeviceId, number>;
  wentAt: number;
  judging: { readonly since: number; readonly stop: () => void } | null;
  outage: Outage | null;
};

/**
 * Many radio devices of one bridge fall silent at once while the bridge and what hangs on mains stay: somebody may be jamming
 * the radio, which is how burglars meet wireless alarms. So it is where most of them go one after the other. Where mains devices go with them it is rather a power cut, told only
 * if it lasts; so it is where most of those went that speak for themselves, for they share a router. A bridge that is down itself is its own alert; what was away already when we looked, or came back unheard, is none,
 * unless it stood already: then whoever is found away is part of it.
 */
export function jamming(context: RuleContext, outages: Outages, offline: ConditionRule): Rule {
  const bridges = new Map<Way, Watched>();

  function hear(step: Step): void {
    const { before, after } = step;
    if (before?.reachability === after.reachability || !isOnWay(after, after.via)) return;
    if (after.reachability === 'offline') {
      const wasThere = before !== undefined && before.reachability !== 'unknown';
      if (!step.retained && wasThere) leave(after.via, after, step.at);
      else if (!offline.isTold(after.id)) bridges.get(after.via)?.outage?.lost.add(after.id);
    } else if (isThere(after)) comeBack(after.via, after.id, step.at);
  }

  function watch(bridge: Way, at: number): Watched {
    const watched = bridges.get(bridge) ?? { gone: new Map(), wentAt: at, judging: null, outage: null };
    bridges.set(bridge, watched);
    return watched;
  }

  function leave(bridge: Way, device: Device, at: number): void {
    const watched = watch(bridge, at);
    for (const [id, wentAt] of watched.gone) if (!isRecent(wentAt, at, creeping.withinMs)) watched.gone.delete(id);
    watched.gone.set(device.id, at);
    watched.wentAt = at;
    if (watched.outage !== null) {
      watched.outage.lost.add(device.id);
      if (watched.outage.kind === 'power-cut' || device.power !== 'mains') return;
    } else {
      const together = atOnce(watched);
      if (together.size < many.devices && watched.gone.size < creeping.devices) return;
      outages.begin(bridge, together);
    }
    const since = watched.judging?.since ?? at;
    watched.judging?.stop();
    const when = Math.min(at + settling.quietMs, since + settling.mostMs);
    watched.judging = { since, stop: context.later(when, (due) => judge(bridge, watched, due)) };
  }

  /** Those that went with the last one. */
  function atOnce({ gone, wentAt }: Watched): ReadonlySet<DeviceId> {
    return new Set([...gone].flatMap(([id, at]) => (isRecent(at, wentAt, many.withinMs) ? [id] : [])));
  }

  /** Who is lost, and why, as far as that can be told. */
  function lossOf(bridge: Way, watched: Watched): Loss | null {
    const together = atOnce(watched);
    const kind = kindOf(context.devices, bridge, together);
    if (kind !== null) return { kind, isSlow: false, gone: together };
    // a power cut takes all at once
    const slow = kindOf(context.devices, bridge, watched.gone, creeping);
    return slow === 'jamming' ? { kind: slow, isSlow: true, gone: new Set(watched.gone.keys()) } : null;
  }

  function judge(bridgeId: Way, watched: Watched, at: number): void {
    watched.judging = null;
    const loss = lossOf(bridgeId, watched);
    if (loss === null) return letGo(bridgeId, watched, at);
    const { kind, isSlow, gone } = loss;
    if (watched.outage?.kind === kind) return;
    if (watched.outage !== null) say(bridgeId, watched.outage, 'over', at, 'Mains devices went too');
    const lost = new Set([...gone, ...(watched.outage?.lost ?? [])]);
    watched.outage?.stopEnding?.();
    const outage: Outage = { kind, isSlow, lost, isTold: false, stopTelling() {}, stopEnding: null };
    watched.outage = outage;
    outages.begin(bridgeId, lost);
    for (const id of lost) offline.settle(id, at, `One of ${lost.size} devices that went away together`);
    tell(bridgeId, outage, at);
  }

  function tell(bridge: Way, outage: Outage, at: number): void {
    if (outage.kind === 'jamming' || outage.isTold) return raise(bridge, outage, at);
    outage.stopTelling = context.later(at + powerCutMs, () => raise(bridge, outage, at));
  }

  /** It was no outage: each stands for itself again. */
  function letGo(bridge: Way, { gone, outage }: Watched, at: number): void {
    if (outage !== null) return;
    outages.end(bridge);
    for (const id of gone.keys()) offline.review(id, at, true);
  }

  function raise(bridgeId: Way, outage: Outage, t: number): void {
    const bridge = bridgeId === null ? undefined : context.devices.get(bridgeId);
    if (bridge === undefined && bridgeId !== null) return;
    outage.isTold = true;
    const { kind, lost, isSlow } = outage;
    const names = [...lost].map((id) => context.devices.get(id)?.name ?? id);
    const text = `Went offline ${isSlow ? 'one after the other' : 'together'}: ${names.slice(0, 6).join(', ')}${names.length > 6 ? ' and others' : ''}`;
    const { class: alertClass, subject } = alertOf[kind];
    context.seen({
      t,
      class: alertClass,
      subject: subject(bridgeId),
      device: bridgeId,
      title: titleOf(kind, bridge, lost.size, isSlow),
      severity: kind === 'jamming' ? 'critical' : 'warning',
      confidence: isSlow ? 0.6 : 0.8,
      evidence: [{ t, topic: '', text }],
      fix: bridge === undefined ? null : showDevice(bridge),
      lasting: true,
      news: true,
    });
  }

  function comeBack(bridge: Way, id: DeviceId, at: number): void {
    const watched = bridges.get(bridge);
    watched?.gone.delete(id);
    if (watched !== undefined) calmIfBack(bridge, watched, at);
  }

  function calmIfBack(bridge: Way, watched: Watched, at: number): void {
    const { outage } = watched;
    if (outage === null || outage.stopEnding !== null || !areMostlyBack(outage)) return;
    outage.stopTelling();
    say(bridge, outage, 'calm', at, 'Most of them are back');
    outage.stopEnding = context.later(at + back.calmMs, (due) => end(bridge, watched, outage, due));
  }

  function areMostlyBack(outage: Outage): boolean {
    return awayOf(outage).length <= outage.lost.size * (1 - back.share);
  }

  function awayOf({ lost }: Outage): readonly DeviceId[] {
    return [...lost].filter((id) => !isThere(context.devices.get(id)));
  }

  function end(bridge: Way, watched: Watched, outage: Outage, at: number): void {
    outage.stopEnding = null;
    if (!areMostlyBack(outage)) return tell(bridge, outage, at);
    close(bridge, watched, outage, at, 'They stayed for 2 minutes');
  }

  function close(bridge: Way, watched: Watched, outage: Outage, at: number, text: string): void {
    watched.outage = null;
    outages.end(bridge);
    say(bridge, outage, 'over', at, text);
    for (const id of outage.lost) offline.review(id, at, true);
  }

  /** One that others told, or we before a restart: whoever is away without an alert of its own is lost in it. */
  function goOn(bridge: Way, kind: Kind, at: number): void {
    const watched = watch(bridge, at);
    if (watched.outage !== null) return;
    const lost = new Set<DeviceId>();
    for (const device of context.devices.values())
      if (isOnWay(device, bridge) && device.reachability === 'offline' && !offline.isTold(device.id))
        lost.add(device.id);
    const outage: Outage = { kind, isSlow: false, lost, isTold: true, stopTelling() {}, stopEnding: null };
    watched.outage = outage;
    outages.begin(bridge, lost);
    lookLater(bridge, watched, outage, at);
  }

  /** By then the home has said who is there. */
  function lookLater(bridge: Way, watched: Watched, outage: Outage, at: number): void {
    outage.stopEnding = context.later(at + back.calmMs, (due) => {
      outage.stopEnding = null;
      if (bridge !== null && context.devices.get(bridge)?.reachability === 'offline')
        return lookLater(bridge, watched, outage, due);
      const isOver = awayOf(outage).length < many.devices || areMostlyBack(outage);
      if (isOver) close(bridge, watched, outage, due, 'Most of them are back');
    });
  }

  function say(
    bridge: Way,
    { kind, isTold }: Pick<Outage, 'kind' | 'isTold'>,
    type: 'calm' | 'over',
    t: number,
    text: string,
  ): void {
    if (!isTold) return;
    const { class: alertClass, subject } = alertOf[kind];
    context.say(type, { class: alertClass, subject: subject(bridge) }, { t, topic: '', text });
  }

  return {
    restsOn: aspect.reachability,
    hear,
    forget(device, at, { via }) {
      const watched = bridges.get(via);
      watched?.gone.delete(device);
      // whoever is removed comes back no more; a bridge that restarts may say so of all, and name them anew
      if (watched?.outage?.lost.delete(device) === true) calmIfBack(via, watched, at);
      bridges.get(device)?.judging?.stop();
      bridges.get(device)?.outage?.stopTelling();
      bridges.get(device)?.outage?.stopEnding?.();
      bridges.delete(device);
      outages.end(device);
    },
    adopt({ class: alertClass, subject, device }, at) {
      const kind = alertClass === 'jamming' ? 'jamming' : 'power-cut';
      if (alertOf[kind].class === alertClass && alertOf[kind].subject(device) === subject) goOn(device, kind, at);
    },
  };
}
