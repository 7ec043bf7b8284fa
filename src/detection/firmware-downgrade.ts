import type { DeviceId } from '@/core/device';
import type { ConventionName } from '@/core/observation';
import { knownFirmware, type KnownFirmware } from '@/core/known-device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from './aspects';
import { showDevice, updateOr } from './fixes';
import { openFormerFirmware } from './former-firmware';
import type { Rule, RuleContext, Step } from './rule';

/** Which of two versions is the newer: −1 the other, 1 this one, 0 neither; null: they cannot be compared. */
export type CompareVersions = (one: string, other: string) => -1 | 0 | 1 | null;

/** ways of numbering of one voice: whoever makes up some never pushes out those before */
const mostNumberings = 4;

/**
 * A firmware that went back to an older one, since we looked, since the last visit or since the device was removed: that is how a
 * mended hole is opened again. One that was paired again with leave may be a new one of the same name, and is told alike. Versions of one convention and one numbering only; what nobody can compare is no downgrade, and hides none.
 */
export function firmwareDowngrade(context: RuleContext, compareVersions: CompareVersions): Rule {
  const former = openFormerFirmware(context, 'newest firmware of removed devices');
  /** what each runs at best, of each that says it and of each numbering */
  const newest = new Map<DeviceId, readonly KnownFirmware[]>();
  /** how far it fell by whose word, as it was told last */
  const fallen = new Map<DeviceId, { readonly text: string; readonly by: ConventionName }>();

  function hear(step: Step): void {
    const { before, after, at, topic } = step;
    if (after.firmware === null || after.firmware === before?.firmware) return;
    const now = knownFirmware(after);
    if (now === null) return;
    let ran = newest.get(after.id);
    let since = '';
    if (ran === undefined) {
      ({ ran, since } = former.take(after));
      newest.set(after.id, ran);
    }
    let isBack = false;
    for (const by of [now.by, ...(after.firmware.value.alsoBy ?? [])]) {
      const order = (then: KnownFirmware) => (then.by === by ? compare(now, then, compareVersions) : null);
      const above = ran.find((then) => order(then) === -1);
      if (above !== undefined) return fall(step, { ...now, by }, above, since);
      isBack ||= fallen.get(after.id)?.by === by && ran.some((then) => order(then) !== null);
      ran = withNewest(ran, { ...now, by }, order);
      newest.set(after.id, ran);
    }
    if (!isBack) return;
    fallen.delete(after.id);
    const evidence = { t: at, topic, text: `It runs ${versionOf(now)} now` };
    context.say('over', { class: 'firmware_downgrade', subject: after.id }, evidence);
  }

  function fall({ after, at, topic }: Step, now: KnownFirmware, then: KnownFirmware, since: string): void {
    const text = fallWords(now, then);
    const told = fallen.get(after.id);
    // two that say it, and one firmware
    if (told?.text === text) return;
    fallen.set(after.id, { text, by: now.by });
    // its file and its readable version come in different messages
    if (told !== undefined) {
      return context.say('more', { class: 'firmware_downgrade', subject: after.id }, { t: at, topic, text });
    }
    context.seen({
      t: at,
      class: 'firmware_downgrade',
      subject: after.id,
      device: after.id,
      title: `${startSentence(spokenName(after.name))} runs an older firmware than before`,
      severity: 'warning',
      confidence: 0.9,
      evidence: [{ t: at, topic, text: `${text}${since}` }],
      fix: updateOr(showDevice(after), after),
      lasting: false,
      news: true,
    });
  }

  return {
    restsOn: aspect.firmware,
    hear,
    forget(device, _, last) {
      const now = knownFirmware(last);
      const ran = newest.get(device) ?? [];
      // how far it fell was told, and is not told again because it is named anew
      former.removed(last, fallen.has(device) && now !== null ? [now] : ran);
      newest.delete(device);
      fallen.delete(device);
    },
  };
}

/** In the place of what it is newer than, or the same; a numbering that was not heard yet comes behind those that were. */
function withNewest(
  ran: readonly KnownFirmware[],
  now: KnownFirmware,
  order: (then: KnownFirmware) => number | null,
): readonly KnownFirmware[] {
  const others = ran.filter((then) => order(then) === null);
  const own = others.filter(({ by }) => by === now.by);
  const last = own.length < mostNumberings ? undefined : own.at(-1);
  return [...others.filter((one) => one !== last), now];
}

/** File numbers where both tell them: they are what a bridge itself compares. */
function compare(now: KnownFirmware, then: KnownFirmware, compareVersions: CompareVersions): -1 | 0 | 1 | null {
  if (now.file !== null && then.file !== null && now.file !== then.file) return now.file < then.file ? -1 : 1;
  if (now.installed === null || then.installed === null) return null;
  return compareVersions(now.installed, then.installed);
}

function fallWords(now: KnownFirmware, then: KnownFirmware): string {
  const isInFile = now.installed === then.installed;
  const [from, to] = isInFile ? [`file ${then.file}`, `file ${now.file}`] : [versionOf(then), versionOf(now)];
  return `From ${from} back to ${to}`;
}

function versionOf({ installed, file }: KnownFirmware): string {
  return installed ?? `file ${file}`;
}
