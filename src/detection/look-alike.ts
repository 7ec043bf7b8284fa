import type { Device, DeviceId } from '@/core/device';
import { spokenName } from '@/core/spoken-name';

import { aspect } from './aspects';
import { showDevice } from './fixes';
import { hasHidden, plainName, skeletonOf } from './skeleton';
import type { Rule, RuleContext } from './rule';

/** names of 20,000 devices, and some that are gone */
const mostNames = 50_000;

/**
 * A newcomer with a name that looks like the name of another device and is not: a zero for an O, a Cyrillic а. Whoever reads
 * the list takes one for the other. Names that differ in case, spaces or hyphens only are how two programs call one device.
 */
export function lookAlike(context: RuleContext): Rule {
  /** skeleton → who bears it, and how it is written */
  const names = new Map<string, { readonly device: DeviceId; readonly plain: string }>();

  function consider(device: Device, at: number, topic: string): void {
    const skeleton = skeletonOf(device.name);
    const plain = plainName(device.name);
    const bearer = names.get(skeleton);
    if (bearer === undefined || bearer.device === device.id || context.devices.get(bearer.device) === undefined) {
      if (names.size < mostNames) names.set(skeleton, { device: device.id, plain });
      return;
    }
    if (bearer.plain === plain) return;
    const other = context.devices.get(bearer.device);
    if (other === undefined) return;
    context.seen({
      t: at,
      class: 'spoofed_message',
      subject: `${device.id} name`,
      device: device.id,
      title: `A device calls itself nearly like ${spokenName(other.name)}`,
      severity: 'warning',
      confidence: 0.8,
      evidence: [{ t: at, topic, text: `It is written ${spelled(device.name)}, the other one ${spelled(other.name)}` }],
      fix: showDevice(device),
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

/** With what stands out: "Fr0nt door (with the digit 0)", "Frоnt door (with the foreign letter о)". */
function spelled(name: string): string {
  if (hasHidden(name)) return `${name} (with letters that nobody sees)`;
  const foreign = Array.from(name).find((letter) => letter > '\u024f' && /\p{L}/u.test(letter));
  if (foreign !== undefined) return `${name} (with the foreign letter ${foreign})`;
  const digit = /[0158](?=\p{L})|[01]$/u.exec(name)?.[0];
  return digit === undefined ? name : `${name} (with the digit ${digit})`;
}
