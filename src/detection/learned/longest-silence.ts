import type { Device, DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { openLasting, type HabitContext, type HabitRule } from './habit-rule';
import { daysBefore, isRipe } from './memory';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
/** So many times longer than ever, and no less; a restart, a mesh that heals and a router that comes back are over by then. */
const long = { times: 3, leastMs: 2 * hourMs } as const;
/** who is ever silent for longer has no rhythm */
const rhythmMs = 12 * hourMs;
/** where the whole home says nothing for so long, it is our ears */
const deafMs = 10 * minuteMs;
/** one silence makes no habit of it by more than this */
const aSilenceTeaches = 1.5;
/** of those that go the same way, so many may be silent with it */
const othersShare = 0.3;

/**
 * A device that says nothing for far longer than it ever did, though nobody says that it is offline: its battery fell out, it
 * was taken away, or something keeps its words. Where many are silent with it, what they share is another rule's.
 */
export function longestSilence(context: HabitContext): HabitRule {
  const silent = openLasting(context, 'silent_device', ' habit');
  /** when to look again whether it spoke */
  const looks = new Map<DeviceId, () => void>();
  /** since when somebody of the home was heard without a break; ms since the epoch */
  let earsSince = Number.NaN;
  let earsAt = Number.NEGATIVE_INFINITY;

  function silenceOf(lastAt: number, at: number): number {
    return at - Math.max(lastAt, earsSince);
  }

  function barOf(longestMs: number): number {
    return Math.max(long.leastMs, long.times * longestMs);
  }

  function look(id: DeviceId, at: number): void {
    looks.delete(id);
    const habits = context.memory.devices.get(id);
    const device = context.devices.get(id);
    const silence = habits?.silence;
    if (habits === undefined || silence === undefined || device === undefined || device.disabled) return;
    if (silence.longestMs > rhythmMs) return;
    if (at - earsAt > deafMs) return lookLater(id, at + hourMs);
    const ms = silenceOf(silence.lastAt, at);
    const bar = barOf(silence.longestMs);
    if (ms < bar) return lookLater(id, at + bar - ms);
    if (!isRipe(habits) || isExplained(device) || isOneOfMany(device, at)) return lookLater(id, at + hourMs);
    silent.begin(
      { at, retained: false, topic: '', before: device, after: device, observations: [] },
      {
        title: `${startSentence(spokenName(device.name))} is silent for longer than ever`,
        text: `Nothing for ${longWords(ms)}; in ${daysBefore(habits)} days never for more than ${longWords(silence.longestMs)}`,
        confidence: 0.7,
      },
    );
  }

  /** Somebody says already that it, or its bridge, is away. */
  function isExplained({ reachability, said, via }: Device): boolean {
    const isBridgeGone = via !== null && context.devices.get(via)?.reachability === 'offline';
    return isBridgeGone || reachability === 'offline' || (said !== null && reachability === 'unknown');
  }

  /** Only where somebody is about to be told, so it may look at all of them. */
  function isOneOfMany({ id, via }: Device, at: number): boolean {
    let others = 0;
    let silentToo = 0;
    for (const device of context.devices.values()) {
      const silence = context.memory.devices.get(device.id)?.silence;
      if (device.id === id || device.via !== via || silence === undefined || silence.longestMs > rhythmMs) continue;
      others++;
      if (silenceOf(silence.lastAt, at) > Math.max(deafMs, silence.longestMs)) silentToo++;
    }
    return silentToo > 0 && silentToo >= othersShare * others;
  }

  function lookLater(id: DeviceId, at: number): void {
    looks.set(
      id,
      context.later(at, (due) => look(id, due)),
    );
  }

  return {
    hear(step, habits) {
      const { at, after } = step;
      if (!(at - earsAt <= deafMs)) earsSince = at;
      earsAt = Math.max(earsAt, at);
      const silence = (habits.silence ??= { lastAt: at, longestMs: 0 });
      const ms = silenceOf(silence.lastAt, at);
      if (ms > silence.longestMs) {
        const most = isRipe(habits) ? aSilenceTeaches * silence.longestMs + minuteMs : ms;
        silence.longestMs = Math.min(ms, most);
      }
      // of those that go on speaking nothing more need be looked up
      const goesOn = silence.lastAt > earsSince && ms < minuteMs;
      silence.lastAt = at;
      if (goesOn) return;
      silent.end(step, 'It speaks again');
      if (!looks.has(after.id)) lookLater(after.id, at + barOf(silence.longestMs));
    },
    forget(device, at) {
      looks.get(device)?.();
      looks.delete(device);
      silent.forget(device, at);
    },
    adopt: silent.adopt,
  };
}

function longWords(ms: number): string {
  const minutes = Math.round(ms / minuteMs);
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`;
}
