import type { DeviceId } from '@/core/device';
import { oneGoMs } from '@/core/message-proof';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { showDevice } from '../fixes';
import type { Rule, RuleContext, Step } from '../rule';

/** Of what came again: the first of it, which waits for the rest to explain it. */
type Waiting = { readonly step: Step; readonly signedAt: number | null; stop: () => void };

/**
 * Somebody recorded what a device said and says it again. The signature is good; its number is not. What a broker or the
 * device itself delivers again after a broken connection is told apart before (`credentials/signatures/freshness`): what comes again
 * though much came since is one only where all of that comes again too, so it waits for it.
 * The alert counts them until a person closes it, and the next is another.
 */
export function replay(context: RuleContext): Rule {
  const waiting = new Map<DeviceId, Waiting>();

  function wait(step: Step, signedAt: number | null): void {
    const { id } = step.after;
    const one = waiting.get(id) ?? { step, signedAt, stop() {} };
    one.stop();
    one.stop = context.later(step.at + oneGoMs, () => {
      waiting.delete(id);
      raise(one.step, one.signedAt);
    });
    waiting.set(id, one);
  }

  function forget(device: DeviceId): void {
    waiting.get(device)?.stop();
    waiting.delete(device);
  }

  function raise({ after, at, topic }: Step, signedAt: number | null): void {
    const evidence = { t: at, topic, text: `A message came that the device had signed ${agoWords(signedAt, at)}` };
    context.seen({
      t: at,
      class: 'replay',
      subject: after.id,
      device: after.id,
      title: `Somebody played back an old message of ${spokenName(after.name)}`,
      severity: 'critical',
      confidence: 0.9,
      evidence: [evidence],
      fix: showDevice(after),
      lasting: false,
      news: true,
    });
  }

  return {
    restsOn: aspect.proof,
    hear(step) {
      for (const { fact } of step.observations) {
        if (fact.type !== 'proof') continue;
        const { standing, reason, signedAt } = fact.proof;
        if (standing === 'replayed') raise(step, signedAt);
        else if (reason === 'resent') wait(step, signedAt);
        else if (reason === 'resent-all') forget(step.after.id);
      }
    },
    forget,
  };
}

function agoWords(signedAt: number | null, at: number): string {
  const minutes = signedAt === null ? 0 : Math.round((at - signedAt) / 60_000);
  if (minutes < 1) return 'and sent before';
  if (minutes < 120) return `${minutes === 1 ? '1 minute' : `${minutes} minutes`} before`;
  const hours = Math.round(minutes / 60);
  return hours < 48 ? `${hours} hours before` : `${Math.round(hours / 24)} days before`;
}
