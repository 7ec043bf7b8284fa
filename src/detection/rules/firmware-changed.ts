import type { Device, DeviceId } from '@/core/device';
import { knownFirmware, type KnownFirmware } from '@/core/known-device';
import { limits } from '@/core/limits';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import type { CompareVersions } from './firmware-downgrade';
import { showDevice } from '../fixes';
import { openFormerFirmware, versionDeed, type Away } from './former-firmware';
import { isRecent } from '../recent';
import type { Rule, RuleContext, Step } from '../rule';
import { setLast } from '../set-last';

/** an update over a slow radio takes hours, and its new version may be told a report later */
const askedMs = 24 * 3_600_000;
const mostRan = 8;

/**
 * A device runs another firmware, and nobody was seen to ask for it: not here, not in the plan that sessions share, and its bridge told of no update. Where it
 * is the version that was on offer it updated by itself; another one came from nobody knows where. One that is there again after it was
 * removed is told alike, and more mildly while its bridge lets devices join. An older one is `firmware_downgrade`.
 */
export function firmwareChanged(context: RuleContext, compareVersions: CompareVersions): Rule {
  const former = openFormerFirmware(context, 'firmware that removed devices ran');
  /** what each ran lately, the newest last: whoever goes back to it runs nothing new */
  const ran = new Map<DeviceId, readonly KnownFirmware[]>();
  /** when an update was asked for, was seen to run, or ended: of removed devices too, for an update may end with a pairing */
  const explainedAt = new Map<DeviceId, number>();

  function hear(step: Step): void {
    const { before, after, at } = step;
    if (after.firmware === (before?.firmware ?? null) && after.lastUpdate === (before?.lastUpdate ?? null)) return;
    if (isUpdating(step) || after.lastUpdate !== (before?.lastUpdate ?? null)) explain(after.id, at);
    if (after.firmware === null || after.firmware === before?.firmware) return;
    const now = knownFirmware(after);
    if (now === null || now.installed === null) return;
    let earlier = ran.get(after.id);
    let away: Away | null = null;
    if (earlier === undefined) {
      away = former.take(after);
      ran.set(after.id, (earlier = away.ran));
    }
    const then = earlier.findLast(({ by, installed }) => by === now.by && installed !== null);
    if (earlier.some(({ by, installed }) => by === now.by && installed === now.installed)) return;
    ran.set(after.id, [...earlier, now].slice(-mostRan));
    if (then === undefined || then.installed === null) return;
    if (earlier.some(({ by, installed }) => by === now.by && isOlder(now.installed, installed))) return;
    if (isRecent(explainedAt.get(after.id), at, askedMs)) return;
    raise(step, then.installed, now, away);
  }

  function explain(device: DeviceId, at: number): void {
    setLast(explainedAt, device, at, limits.devices);
  }

  /** While its bridge lets devices join, one that was removed and is there again was paired by somebody of the house. */
  function mayJoin({ via }: Device): boolean {
    return via !== null && context.devices.get(via)?.pairing?.value.open === true;
  }

  function isOlder(one: string | null, other: string | null): boolean {
    return one !== null && other !== null && compareVersions(one, other) === -1;
  }

  function raise({ after, at, topic, before }: Step, from: string, now: KnownFirmware, away: Away | null): void {
    const wasOffered = before?.firmware?.value.latest === now.installed;
    const isMild = wasOffered || (away !== null && (!away.wasRemoved || mayJoin(after)));
    context.seen(
      {
        t: at,
        class: 'firmware_changed',
        subject: after.id,
        device: after.id,
        title: `${startSentence(spokenName(after.name))} runs another firmware, and nobody was seen to ask for it`,
        severity: isMild ? 'info' : 'warning',
        confidence: isMild ? 0.4 : 0.7,
        evidence: [
          {
            t: at,
            topic,
            text: `From ${from} to ${now.installed}${wasOffered ? ', which was on offer' : ''}${away?.since ?? ''}`,
          },
        ],
        fix: showDevice(after),
        lasting: false,
        news: true,
      },
      versionDeed(now),
    );
  }

  return {
    restsOn: aspect.firmware | aspect.update,
    hear,
    happen(happening) {
      if (happening.type !== 'update-asked') return;
      const { device, at, askedAt = at } = happening;
      // whoever may write the plan may write any time into it: none explains what comes later than a day from now
      explain(device, Math.max(Math.min(askedAt, at), explainedAt.get(device) ?? 0));
    },
    forget(device, _, last) {
      former.removed(last, ran.get(device) ?? []);
      ran.delete(device);
    },
  };
}

function isUpdating({ before, after }: Step): boolean {
  return (after.firmware?.value.updating ?? before?.firmware?.value.updating ?? null) !== null;
}
