import { conventionName } from '@/core/convention-words';
import type { Device, DeviceId, Leak } from '@/core/device';
import { secretAdvice } from '@/core/secret-advice';
import { secretWithin, secretWords } from '@/core/secret-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from './aspects';
import type { Rule, RuleContext } from './rule';

/**
 * A secret stands in clear on the broker, where everybody who may read the topic reads it: the code typed at a keypad, a
 * camera's address with its password. MQTT does not tell who published it; the program that speaks this way, and the bridge
 * and the device it speaks of, are what is known. It goes on until a person has stopped it, for that it does not happen
 * again cannot be seen. How it is stopped stands in the evidence, so that whoever reads alert lines only reads it too.
 */
export function secretExposed(context: RuleContext): Rule {
  const subjects = new Map<DeviceId, Set<string>>();
  const remember = (device: DeviceId, subject: string) =>
    void subjects.set(device, (subjects.get(device) ?? new Set()).add(subject));
  return {
    restsOn: aspect.leaks,
    hear({ at, before, after, retained }) {
      if (after.leaks === before?.leaks || after.leaks.length === 0) return;
      for (const leak of after.leaks) {
        const { secret, topic } = leak;
        const subject = `${after.id} ${secret}`;
        if (subjects.get(after.id)?.has(subject)) continue;
        remember(after.id, subject);
        context.seen({
          t: at,
          class: 'secret_exposed',
          subject,
          device: after.id,
          title: startSentence(`${spokenName(after.name)} gives away ${secretWithin(secret)}`),
          severity: 'warning',
          confidence: 1,
          evidence: [
            {
              t: at,
              topic,
              text: `${secretWords(secret)} stood there in clear, published by ${publisher(context, after, leak)}`,
            },
            { t: at, topic: '', text: `To stop it: ${secretAdvice(leak).stop}` },
          ],
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
    adopt: ({ class: kind, subject, device }) =>
      void (kind === 'secret_exposed' && device !== null && remember(device, subject)),
  };
}

/** "Zigbee2MQTT, through the hub". */
function publisher({ devices }: RuleContext, { via }: Device, { by }: Leak): string {
  const bridge = via === null ? undefined : devices.get(via);
  return bridge === undefined ? conventionName(by) : `${conventionName(by)}, through ${spokenName(bridge.name)}`;
}
