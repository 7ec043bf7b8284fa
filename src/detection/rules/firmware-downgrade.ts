import type { DeviceId } from '@/core/device';
import { knownFirmware, type KnownFirmware } from '@/core/known-device';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showDevice, updateOr } from '../fixes';
import { openFormerFirmware, versionDeed } from './former-firmware';
import type { Rule, RuleContext, Step } from '../rule';

/** Which of two versions is the newer: −1 the other, 1 this one, 0 neither; null: they cannot be compared. */
export type CompareVersions = (one: string, other: string) => -1 | 0 | 1 | null;

/** What one voice said of a fall, when it told of it last. */
type Fall = { readonly text: string; readonly to: KnownFirmware };

/** ways of numbering of one voice: whoever makes up some never pushes out those before */
const mostNumberings = 4;

/**
 * A firmware that went back to an older one, since we looked, since the last visit or since the device was removed: that is how a
 * mended hole is opened again. One that was paired again with leave may be a new one of the same name, and is told alike. So is each step
 * further down, for it opens more. Versions of one convention and one numbering only; what nobody can compare is no downgrade, and hides none.
 */
export function firmwareDowngrade(context: RuleContext, compareVersions: CompareVersions): Rule {
  const former = openFormerFirmware(context, 'newest firmware of removed devices');
  /** what each runs at best, of each that says it and of each numbering */
  const newest = new Map<DeviceId, readonly KnownFirmware[]>();
  /** how far it fell, by the word of each that told of it */
  const fallen = new Map<DeviceId, readonly Fall[]>();

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
    let isBelow = false;
    let falls = fallen.get(after.id) ?? [];
    for (const by of [now.by, ...(after.firmware.value.alsoBy ?? [])]) {
      const order = (then: KnownFirmware) => (then.by === by ? compare(now, then, compareVersions) : null);
      const above = ran.find((then) => order(then) === -1);
      if (above !== undefined) {
        isBelow = true;
        fall(step, { ...now, by }, above, since);
        continue;
      }
      if (ran.some((then) => order(then) !== null)) falls = falls.filter(({ to }) => to.by !== by);
      ran = withNewest(ran, { ...now, by }, order);
      newest.set(after.id, ran);
    }
    if (isBelow || falls.length > 0 || !fallen.delete(after.id)) return;
    const evidence = { t: at, topic, text: `It runs ${versionOf(now)} now` };
    context.say('over', { class: 'firmware_downgrade', subject: after.id }, evidence);
  }

  function fall({ after, at, topic }: Step, now: KnownFirmware, then: KnownFirmware, since: string): void {
    const told = fallen.get(after.id) ?? [];
    const own = told.find(({ to }) => to.by === now.by);
    const last = own ?? told.at(-1);
    const isStep = last !== undefined && isFurther(now, last.to, then, compareVersions);
    const text = fallWords(now, isStep ? last.to : then);
    fallen.set(after.id, [...told.filter((one) => one !== own), { text, to: now }]);
    // two that say it, and one firmware
    if (told.some(({ to }) => to.installed === now.installed && to.file === now.file)) return;
    if (last !== undefined && !isStep) {
      if (text !== last.text)
        context.say('more', { class: 'firmware_downgrade', subject: after.id }, { t: at, topic, text });
      return;
    }
    context.seen(
      {
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
      },
      versionDeed(now),
    );
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

/** Its file and its readable version come in different messages: the second of the two is no step further down. */
function isFurther(
  now: KnownFirmware,
  last: KnownFirmware,
  then: KnownFirmware,
  compareVersions: CompareVersions,
): boolean {
  const order = compare(now, last, compareVersions);
  if (order === 0 || order === 1) return false;
  const isSecondHalf =
    now.file !== null &&
    ((now.file === last.file && last.installed === then.installed) ||
      (now.installed === last.installed && last.file === then.file));
  return !isSecondHalf;
}

function fallWords(now: KnownFirmware, then: KnownFirmware): string {
  const isInFile = now.installed === then.installed;
  const [from, to] = isInFile ? [`file ${then.file}`, `file ${now.file}`] : [versionOf(then), versionOf(now)];
  return `From ${from} back to ${to}`;
}

function versionOf({ installed, file }: KnownFirmware): string {
  return installed ?? `file ${file}`;
}
