import type { Device, DeviceId } from '@/core/device';
import { lastingNames } from '@/core/known-device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { isText, keptText } from '../checks';
import { countedMap } from '../counts';
import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';
import { setLast } from '../set-last';
import { hasHidden, isOtherSpelling, plainName, skeletonOf } from './skeleton';

/** names of 20,000 devices, and some that are gone */
const mostNames = 50_000;
const mostTold = 1_000;

/**
 * A newcomer with a name that looks like the name of another device and is not: a zero for an O, a Cyrillic а. Whoever reads
 * the list takes one for the other. Names that differ in case, spaces or hyphens only are how two programs call one device. One that differs in an
 * accent or a comma only is worth knowing of a newcomer that the same program names, and no more: a household writes as it likes.
 * Who was known at an earlier visit was there before who was not, whichever is heard first; of two that look alike it is told once.
 */
export function lookAlike(context: RuleContext): Rule {
  const known = new Set((context.known ?? []).flatMap((device) => device.names));
  /** skeleton → who bears it */
  const bearers = new Map<string, DeviceId>();
  /** the names of each two of whom it was told */
  const told = new Map<string, string>();
  context.counts.add('names that look alike, told', countedMap(told, isText));

  function consider(device: Device, at: number, topic: string): void {
    const skeleton = skeletonOf(device.name);
    const id = bearers.get(skeleton);
    const bearer = id === undefined || id === device.id ? undefined : context.devices.get(id);
    if (bearer === undefined) {
      if (bearers.size < mostNames) bearers.set(skeleton, device.id);
      return;
    }
    // or it has another name by now
    if (skeletonOf(bearer.name) !== skeleton) return void bearers.set(skeleton, device.id);
    const isSpelling = plainName(bearer.name) === plainName(device.name);
    if (isSpelling && !(isOtherSpelling(bearer.name, device.name) && haveOneProgram(bearer, device))) return;
    const isFirst = isKnown(device) && !isKnown(bearer);
    if (isFirst) bearers.set(skeleton, device.id);
    const [newcomer, other] = isFirst ? [bearer, device] : [device, bearer];
    // what bore such a name at the first look is no newcomer
    if (isSpelling && !context.isLookedOver() && (context.known === null || isKnown(newcomer))) return;
    if (!isTold(newcomer, other)) raise({ newcomer, other, isSpelling }, at, topic);
  }

  const isKnown = (device: Device) => lastingNames(device).some((name) => known.has(name));

  /** Remembers them as told. */
  function isTold(newcomer: Device, other: Device): boolean {
    const [one, two] = newcomer.id < other.id ? [newcomer, other] : [other, newcomer];
    const key = `${one.id} ${two.id}`;
    const names = keptText(`${plainName(one.name)} ${plainName(two.name)}`);
    const before = told.get(key);
    setLast(told, key, names, mostTold);
    return before === names;
  }

  function raise({ newcomer, other, isSpelling }: Likeness, at: number, topic: string): void {
    const text = `It is written ${spelled(newcomer.name)}, the other one ${spelled(other.name)}`;
    context.seen({
      t: at,
      class: 'spoofed_message',
      subject: `${newcomer.id} name`,
      device: newcomer.id,
      title: `A device calls itself nearly like ${spokenName(other.name)}`,
      severity: isSpelling ? 'info' : 'warning',
      confidence: isSpelling ? 0.4 : 0.8,
      evidence: [{ t: at, topic, text }],
      fix: showDevice(newcomer),
      lasting: false,
      news: context.isLookedOver(),
    });
  }

  return {
    restsOn: aspect.identity,
    hear({ before, after, at, topic }) {
      if (before?.name !== after.name) consider(after, at, topic);
    },
  };
}

/** `isSpelling`: they differ in accents or punctuation only */
type Likeness = { readonly newcomer: Device; readonly other: Device; readonly isSpelling: boolean };

function haveOneProgram(one: Device, other: Device): boolean {
  return one.conventions.some((name) => other.conventions.includes(name));
}

/** With what stands out: "Fr0nt door (with the digit 0)", "Frоnt door (with the foreign letter о)". */
function spelled(name: string): string {
  if (hasHidden(name)) return `${name} (with letters that nobody sees)`;
  const foreign = Array.from(name).find((letter) => letter > '\u024f' && /\p{L}/u.test(letter));
  if (foreign !== undefined) return `${name} (with the foreign letter ${foreign})`;
  const digit = /[0158](?=\p{L})|[01]$/u.exec(name)?.[0];
  return digit === undefined ? name : `${name} (with the digit ${digit})`;
}
