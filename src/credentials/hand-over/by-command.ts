import type { Broker } from '@/broker/broker';
import type { LoginChange } from '@/core/login-change';

import type { Act } from '../rotation/run';

const answerTimeoutMs = 10_000;

/** Tells a bridge its new log-in and waits for its answer. Safe to repeat: the same log-in twice is the same log-in. */
export async function handOverByCommand(broker: Broker, change: LoginChange): Promise<Act> {
  const result = await broker.request(change, { timeoutMs: answerTimeoutMs });
  if (result.outcome === 'refused') {
    return refused(
      'The account this page is connected with may not send requests to the bridge. Nothing was handed over.',
    );
  }
  if (result.outcome !== 'answered') return { outcome: 'unanswered' };
  const why = change.refusal(result.payload);
  if (why !== null) return refused(why);
  for (const message of change.then) {
    const sent = await broker.publish(message);
    if (sent.outcome !== 'sent') return { outcome: 'unanswered' };
  }
  return { outcome: 'done' };
}

function refused(why: string): Act {
  return { outcome: 'refused', why };
}
