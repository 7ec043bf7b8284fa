import type { Device, DeviceId } from '@/core/device';
import { spokenName, startSentence } from '@/core/spoken-name';

import type { Rule, RuleContext } from './rule';

/**
 * A secret stands in clear on the broker, where everybody who may read the topic reads it: the code typed at a keypad, a
 * camera's address with its password. MQTT does not tell who published it; the device and the bridge it speaks through are
 * what is known. It goes on until a person has stopped it, for that it does not happen again cannot be seen.
 */
export function secretExposed(context: RuleContext): Rule {
  const subjects = new Map<DeviceId, Set<string>>();
  const remember = (device: DeviceId, subject: string) =>
    void subjects.set(device, (subjects.get(device) ?? new Set()).add(subject));
  return {
    hear({ at, before, after, retained }) {
      if (after.leaks === before?.leaks || after.leaks.length === 0) return;
      for (const { what, topic } of after.leaks) {
        const subject = `${after.id} ${what}`;
        if (subjects.get(after.id)?.has(subject)) continue;
        remember(after.id, subject);
        context.seen({
          t: at,
          class: 'secret_exposed',
          subject,
          device: after.id,
          title: startSentence(`${spokenName(after.name)} gives away ${what.charAt(0).toLowerCase()}${what.slice(1)}`),
          severity: 'warning',
          confidence: 1,
          evidence: [{ t: at, topic, text: `${what} stood there in clear${through(context, after)}` }],
          fix: { kind: 'show-device', label: `See what ${spokenName(after.name)} gives away` },
          lasting: true,
          news: !retained,
        });
      }
    },
    forget(device, at) {
      const evidence = { t: at, topic: '', text: 'The device is not part of the home any more' };
      for (const subject of subjects.get(device) ?? [])
        context.say('over', { class: 'secret_exposed', subject }, evidence);
      subjects.delete(device);
    },
  };
}

function through({ devices }: RuleContext, { via }: Device): string {
  const bridge = via === null ? undefined : devices.get(via);
  return bridge === undefined ? '' : `, published through ${spokenName(bridge.name)}`;
}
