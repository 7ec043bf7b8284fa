import type { Broker, PublishResult, RequestResult } from '@/broker/port';
import type { LoginChange, LoginQuestion } from '@/core/log-ins/login-change';

import type { Act } from '../rotation/run';

const answerTimeoutMs = 10_000;

type Wire = Pick<Broker, 'request' | 'publish'>;

/**
 * Tells a device its new log-in and waits for its answer, where it gives one. Safe to repeat: the same log-in twice is the
 * same log-in. `wires`: the connections that may say it, the next where the broker does not let one.
 */
export async function handOverByCommand(wires: readonly Wire[], change: LoginChange): Promise<Act> {
  for (const wire of wires) {
    const act = await tell(wire, change);
    if (act !== 'not-allowed') return act;
  }
  return refused('Neither account of this page may send that command to the device. Nothing was handed over.');
}

/** The account that a device is set to, by its own answer; null: it gave none. */
export async function askByCommand(
  wires: readonly Wire[],
  question: LoginQuestion,
  timeoutMs = answerTimeoutMs,
): Promise<string | null> {
  const { before } = question;
  for (const wire of wires) {
    const first = before === undefined ? null : await wire.request(before, { timeoutMs });
    if (first !== null && (first.outcome !== 'answered' || before?.isTaken(first.payload) !== true)) continue;
    const result = await wire.request(question, { timeoutMs });
    if (result.outcome === 'answered') return question.usernameIn(result.payload);
  }
  return null;
}

async function tell(wire: Wire, { ask, answerTopic, matches, refusal, afterwards }: LoginChange) {
  if (answerTopic === null) return outcomeOf(await wire.publish(ask));
  const result: RequestResult = await wire.request({ ask, answerTopic, matches }, { timeoutMs: answerTimeoutMs });
  if (result.outcome === 'refused') return 'not-allowed';
  if (result.outcome !== 'answered') return unanswered;
  const why = refusal(result.payload);
  if (why !== null) return refused(why);
  for (const message of afterwards) {
    if ((await wire.publish(message)).outcome !== 'sent') return unanswered;
  }
  return done;
}

function outcomeOf(result: PublishResult): Act | 'not-allowed' {
  if (result.outcome === 'sent') return done;
  return result.reason === 'not-authorised' ? 'not-allowed' : unanswered;
}

const done: Act = { outcome: 'done' };
const unanswered: Act = { outcome: 'unanswered' };

function refused(why: string): Act {
  return { outcome: 'refused', why };
}
