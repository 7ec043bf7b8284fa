import type { Device } from '@/core/device';
import type { Capability } from '@/core/observation';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { isNull } from '../checks';
import { showDevice } from '../fixes';
import { openLately, type Moment } from '../lately';
import { longWords } from '../long-words';
import { isOnWay, many, type Way } from '../outage-kind';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';

/**
 * A mesh that heals loses a device once or twice; so often in an hour is a fault, or a radio that somebody disturbs. Whoever
 * does it seldom enough for each time to be forgotten does it all day.
 */
const bars = [
  { times: 5, withinMs: 3_600_000 },
  { times: 8, withinMs: 12 * 3_600_000 },
] as const;
/** over when it has stayed for so long */
const calmMs = 2 * 3_600_000;

type Flapping = { readonly times: number; readonly since: number };

/** Without these nobody gets in, or nobody is warned. */
const vital: readonly Capability[] = ['lock', 'camera', 'siren', 'smoke', 'carbon-monoxide', 'alarm-panel', 'doorbell'];

/**
 * A device that goes away and comes back, again and again. Only what it, or its bridge about it, says live counts: behind a
 * bridge that is down nobody knows, and what the broker remembers is no going away. Of what is vital nobody's word holds the next time: a
 * radio that somebody disturbs looks like a weak one. What goes each time with many others, as in a night of power cuts, is one alert of all of them.
 */
export function availabilityFlap(context: RuleContext): Rule {
  const left = openLately<null>(bars[1].withinMs, bars[1].times);
  context.counts.add('times away', left.counted(isNull));
  /** of whom there is an alert, by its subject, and what ends it */
  const flapping = new Map<string, () => void>();
  /** when many went at once, by the subject of their alert */
  const togetherAt = new Map<string, number>();

  function end(subject: string, t: number, text: string): void {
    if (!flapping.delete(subject)) return;
    left.forget(subject);
    context.say('over', { class: 'availability_flap', subject }, { t, topic: '', text });
  }

  function waitForCalm(subject: string, at: number): void {
    flapping.get(subject)?.();
    flapping.set(
      subject,
      context.later(at + calmMs, (now) => end(subject, now, 'It stayed as it was for 2 hours')),
    );
  }

  /** Those that share its way and went when it went, but for the last time: they may be about to. */
  function companionsOf({ id, via }: Device, moments: readonly Moment<null>[], at: number): readonly Device[] {
    return [...context.devices.values()].filter((other) => {
      if (other.id === id || !isOnWay(other, via)) return false;
      const theirs = left.of(other.id, at);
      const shared = moments.filter((one) => theirs.some((its) => isRecent(its.at, one.at, many.withinMs)));
      return shared.length >= bars[0].times - 1 && shared.length >= moments.length - 1;
    });
  }

  /** It went with them, and all of them are one alert. */
  function isOneOfMany(device: Device, moments: readonly Moment<null>[], often: Flapping, at: number): boolean {
    const together = togetherOn(device.via);
    if (!isOnWay(device, device.via)) return false;
    // all of them are looked at once each time
    if (!isRecent(togetherAt.get(together), at, many.withinMs)) {
      const companions = companionsOf(device, moments, at);
      if (companions.length + 1 < many.devices) return false;
      togetherAt.set(together, at);
      if (!flapping.has(together)) raiseTogether([device, ...companions], device.via, often, at);
    }
    waitForCalm(together, at);
    return true;
  }

  function raiseTogether(devices: readonly Device[], way: Way, { times, since }: Flapping, at: number): void {
    context.seen({
      t: at,
      class: 'availability_flap',
      subject: togetherOn(way),
      device: way,
      title: `${devices.length} devices go away together and come back, again and again`,
      severity: devices.some(isVital) ? 'warning' : 'info',
      confidence: 0.8,
      evidence: [{ t: at, topic: '', text: `They went away ${timesWords(times, since, at)}` }],
      fix: null,
      lasting: true,
      news: true,
    });
  }

  function raise(device: Device, { times, since }: Flapping, at: number, topic: string): void {
    const isWarning = isVital(device);
    context.seen(
      {
        t: at,
        class: 'availability_flap',
        subject: device.id,
        device: device.id,
        title: `${startSentence(spokenName(device.name))} goes away and comes back again and again`,
        severity: isWarning ? 'warning' : 'info',
        confidence: 0.8,
        evidence: [{ t: at, topic, text: `It went away ${timesWords(times, since, at)}` }],
        fix: showDevice(device),
        lasting: true,
        news: true,
      },
      [isWarning ? null : String(times)],
    );
  }

  return {
    restsOn: aspect.reachability,
    hear({ before, after, at, topic, retained }) {
      if (retained || before === undefined || before.reachability === after.reachability) return;
      if (after.reachability !== 'offline' || before.reachability === 'unknown' || after.disabled) return;
      const moments = left.add(after.id, at, null);
      if (flapping.has(after.id)) return waitForCalm(after.id, at);
      const often = flappingOf(moments, at);
      if (often === null) return;
      if (isOneOfMany(after, moments.slice(-often.times), often, at)) return;
      waitForCalm(after.id, at);
      raise(after, often, at, topic);
    },
    forget(device, at) {
      for (const subject of [device, togetherOn(device)]) {
        flapping.get(subject)?.();
        end(subject, at, 'It is not part of the home any more');
      }
      left.forget(device);
    },
    adopt({ class: kind, subject }, at) {
      if (kind === 'availability_flap' && !flapping.has(subject)) waitForCalm(subject, at);
    },
  };
}

function togetherOn(way: Way): string {
  return `${way ?? 'home'} together`;
}

function isVital({ capabilities }: Device): boolean {
  return capabilities.some((one) => vital.includes(one));
}

function timesWords(times: number, since: number, at: number): string {
  return `${times} times in ${longWords(Math.max(60_000, at - since))}`;
}

/** How often it went away since when, where that is too often; the oldest of `moments` first. */
function flappingOf(moments: readonly { readonly at: number }[], at: number): Flapping | null {
  for (const { times, withinMs } of bars) {
    const since = moments.at(-times)?.at;
    if (since !== undefined && isRecent(since, at, withinMs)) return { times, since };
  }
  return null;
}
