import { conventionName } from '@/core/convention-words';
import type { Device, Leak } from '@/core/device';
import { secretAdvice } from '@/core/log-ins/secret-advice';
import { secretWithin, secretWords } from '@/core/log-ins/secret-words';
import { spokenName, startSentence } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { isMoment } from '../checks';
import { countedMap } from '../counts';
import { isRecent } from '../recent';
import type { Rule, RuleContext, Step } from '../rule';
import { setLast } from '../set-last';

/** what did not leak for so long was stopped: then it leaks anew */
const stoppedMs = 7 * 24 * 3_600_000;
/** the secrets of a thousand devices */
const mostTold = 1_000;

/**
 * A secret stands in clear on the broker, where everybody who may read the topic reads it: the code typed at a keypad, a
 * camera's address with its password. MQTT does not tell who published it; the program that speaks this way, and the bridge
 * and the device it speaks of, are what is known. It happened, so a person closes it, who has stopped it: what leaks anew after a
 * week without is told anew, and what goes on to leak, or stays in the broker's memory, is not, nor what somebody said was one of
 * them. How it is stopped stands in the evidence, so that whoever reads alert lines only reads it too.
 */
export function secretExposed(context: RuleContext): Rule {
  const leakedAt = new Map<string, number>();
  context.counts.add('when secrets leaked', countedMap(leakedAt, isMoment));
  const vouched = new Set<string>();

  function leaks({ at, after, retained }: Step, leak: Leak): void {
    const { secret, topic } = leak;
    const subject = `${after.id} ${secret}`;
    const last = leakedAt.get(subject);
    if (retained && last !== undefined) return;
    setLast(leakedAt, subject, at, mostTold);
    if (vouched.has(subject) || isRecent(last, at, stoppedMs)) return;
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
      lasting: false,
      news: !retained,
    });
  }

  return {
    // a device that gives away what it gave away before changes nothing else
    restsOn: aspect.leaks | aspect.heard,
    hear(step) {
      const { before, after } = step;
      if (after.leaks.length === 0) return;
      if (after.leaks !== before?.leaks) {
        for (const leak of after.leaks) if (before?.leaks.includes(leak) !== true) leaks(step, leak);
      } else if (!step.retained) {
        for (const { fact, convention: by } of step.observations)
          if (fact.type === 'secret-exposed') leaks(step, { secret: fact.secret, topic: fact.topic, by });
      }
    },
    forget(device, at) {
      const evidence = { t: at, topic: '', text: 'The device is not part of the home any more' };
      for (const subject of leakedAt.keys()) {
        if (!subject.startsWith(`${device} `)) continue;
        leakedAt.delete(subject);
        context.say('over', { class: 'secret_exposed', subject }, evidence);
      }
    },
    teach({ class: kind, subject, verdict }) {
      if (kind !== 'secret_exposed') return;
      if (verdict.kind === 'none') vouched.delete(subject);
      else if (vouched.size < mostTold) vouched.add(subject);
    },
    // for all that is known here it leaked last when it was opened
    closed({ class: kind, subject, t }) {
      if (kind === 'secret_exposed' && t > (leakedAt.get(subject) ?? 0)) setLast(leakedAt, subject, t, mostTold);
    },
    adopt({ class: kind, subject }, at) {
      if (kind === 'secret_exposed' && !leakedAt.has(subject)) setLast(leakedAt, subject, at, mostTold);
    },
  };
}

/** "Zigbee2MQTT, through the hub". */
function publisher({ devices }: RuleContext, { via }: Device, { by }: Leak): string {
  const bridge = via === null ? undefined : devices.get(via);
  return bridge === undefined ? conventionName(by) : `${conventionName(by)}, through ${spokenName(bridge.name)}`;
}
