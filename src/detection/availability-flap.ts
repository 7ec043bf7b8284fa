import type { Device, DeviceId } from '@/core/device';
import type { Capability } from '@/core/observation';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from './aspects';
import { isNull } from './checks';
import { showDevice } from './fixes';
import { openLately } from './lately';
import { longWords } from './long-words';
import { isRecent } from './recent';
import type { Rule, RuleContext } from './rule';

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
 * radio that somebody disturbs looks like a weak one.
 */
export function availabilityFlap(context: RuleContext): Rule {
  const left = openLately<null>(bars[1].withinMs, bars[1].times);
  context.counts.add('times away', left.counted(isNull));
  /** of whom there is an alert, and what ends it */
  const flapping = new Map<DeviceId, () => void>();

  function end(id: DeviceId, t: number, text: string): void {
    if (!flapping.delete(id)) return;
    left.forget(id);
    context.say('over', { class: 'availability_flap', subject: id }, { t, topic: '', text });
  }

  function waitForCalm(id: DeviceId, at: number): void {
    flapping.get(id)?.();
    flapping.set(
      id,
      context.later(at + calmMs, (now) => end(id, now, 'It stayed as it was for 2 hours')),
    );
  }

  function raise(device: Device, { times, since }: Flapping, at: number, topic: string): void {
    const isVital = device.capabilities.some((one) => vital.includes(one));
    context.seen(
      {
        t: at,
        class: 'availability_flap',
        subject: device.id,
        device: device.id,
        title: `${startSentence(spokenName(device.name))} goes away and comes back again and again`,
        severity: isVital ? 'warning' : 'info',
        confidence: 0.8,
        evidence: [{ t: at, topic, text: `It went away ${times} times in ${longWords(Math.max(60_000, at - since))}` }],
        fix: showDevice(device),
        lasting: true,
        news: true,
      },
      [isVital ? null : String(times)],
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
      waitForCalm(after.id, at);
      raise(after, often, at, topic);
    },
    forget(device, at) {
      flapping.get(device)?.();
      end(device, at, 'It is not part of the home any more');
      left.forget(device);
    },
    adopt({ class: kind, device }, at) {
      if (kind === 'availability_flap' && device !== null && !flapping.has(device)) waitForCalm(device, at);
    },
  };
}

/** How often it went away since when, where that is too often; the oldest of `moments` first. */
function flappingOf(moments: readonly { readonly at: number }[], at: number): Flapping | null {
  for (const { times, withinMs } of bars) {
    const since = moments.at(-times)?.at;
    if (since !== undefined && isRecent(since, at, withinMs)) return { times, since };
  }
  return null;
}
