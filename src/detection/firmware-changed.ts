import type { DeviceId } from '@/core/device';
import { knownFirmware, lastingNames, type KnownFirmware } from '@/core/known-device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from './aspects';
import type { CompareVersions } from './firmware-downgrade';
import { showDevice } from './fixes';
import { isRecent } from './recent';
import type { Rule, RuleContext, Step } from './rule';

/** an update over a slow radio takes hours, and its new version may be told a report later */
const askedMs = 24 * 3_600_000;
const mostRan = 8;

/**
 * A device runs another firmware, and nobody was seen to ask for it: not here, not in the plan that sessions share, and its bridge told of no update. Where it
 * is the version that was on offer it updated by itself; another one came from nobody knows where. An older one is
 * `firmware_downgrade`.
 */
export function firmwareChanged(context: RuleContext, compareVersions: CompareVersions): Rule {
  const remembered = new Map<string, KnownFirmware>();
  for (const { names, firmware } of context.known ?? [])
    if (firmware !== null) for (const name of names) remembered.set(name, firmware);
  /** what each ran lately, the newest last: whoever goes back to it runs nothing new */
  const ran = new Map<DeviceId, readonly KnownFirmware[]>();
  /** when an update was asked for, was seen to run, or ended */
  const explainedAt = new Map<DeviceId, number>();

  function hear(step: Step): void {
    const { before, after, at } = step;
    if (after.firmware === (before?.firmware ?? null) && after.lastUpdate === (before?.lastUpdate ?? null)) return;
    if (isUpdating(step) || after.lastUpdate !== (before?.lastUpdate ?? null)) explainedAt.set(after.id, at);
    if (after.firmware === null || after.firmware === before?.firmware) return;
    const now = knownFirmware(after);
    if (now === null || now.installed === null) return;
    const earlier = ran.get(after.id) ?? lastingNames(after).flatMap((name) => remembered.get(name) ?? []);
    const then = earlier.findLast(({ by, installed }) => by === now.by && installed !== null);
    if (earlier.some(({ by, installed }) => by === now.by && installed === now.installed)) return;
    ran.set(after.id, [...earlier, now].slice(-mostRan));
    if (then === undefined || then.installed === null) return;
    if (earlier.some(({ by, installed }) => by === now.by && isOlder(now.installed, installed))) return;
    if (isRecent(explainedAt.get(after.id), at, askedMs)) return;
    const wasOffered = before?.firmware?.value.latest === now.installed;
    raise(step, then.installed, now.installed, wasOffered);
  }

  function isOlder(one: string | null, other: string | null): boolean {
    return one !== null && other !== null && compareVersions(one, other) === -1;
  }

  function raise({ after, at, topic, before }: Step, from: string, to: string, wasOffered: boolean): void {
    const isWhileAway = before === undefined || before.firmware === null;
    const isMild = wasOffered || isWhileAway;
    context.seen({
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
          text: `From ${from} to ${to}${wasOffered ? ', which was on offer' : ''}${isWhileAway ? ', since the last visit' : ''}`,
        },
      ],
      fix: showDevice(after),
      lasting: false,
      news: true,
    });
  }

  return {
    restsOn: aspect.firmware | aspect.update,
    hear,
    happen(happening) {
      if (happening.type !== 'update-asked') return;
      const { device, at, askedAt = at } = happening;
      // whoever may write the plan may write any time into it: none explains what comes later than a day from now
      explainedAt.set(device, Math.max(Math.min(askedAt, at), explainedAt.get(device) ?? 0));
    },
    forget(device) {
      ran.delete(device);
      explainedAt.delete(device);
    },
  };
}

function isUpdating({ before, after }: Step): boolean {
  return (after.firmware?.value.updating ?? before?.firmware?.value.updating ?? null) !== null;
}
