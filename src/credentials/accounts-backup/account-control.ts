import * as v from 'valibot';

import type { Broker } from '@/broker/port';

import { readJson } from '../read-json';

const askTopic = '$CONTROL/gatehouse/v1';
const answerTopic = `${askTopic}/response`;

/** a broker that answers at all does so in milliseconds; one that speaks MQTT 3.1.1 cannot say no */
const offersTimeoutMs = 5_000;
/** an account file of a large home on a slow link */
const timeoutMs = 15_000;

/** A broker that hands its account file to an administrator and takes it back (`embedded-broker/account-control.ts`). Never throws. */
export type AccountControl = {
  /** `silent`: no answer came; null: nobody knows, the connection was lost meanwhile */
  offers(): Promise<boolean | 'silent' | null>;
  /** the account file; null: it did not come */
  read(): Promise<string | null>;
  /** puts this one in the place of all accounts: cuts off everybody whom it does not let in */
  write(file: string): Promise<Written>;
};

/** `unanswered`: it may be done all the same */
export type Written = 'done' | 'unreadable' | 'too-many' | 'no-administrator' | 'not-kept' | 'unanswered';

const shape = v.object({
  id: v.string(),
  outcome: v.picklist(['done', 'refused']),
  offers: v.optional(v.array(v.string())),
  file: v.optional(v.string()),
  reason: v.optional(v.string()),
});
type Answer = v.InferOutput<typeof shape>;
type Question = { readonly ask: 'offers' | 'readAccounts' } | { readonly ask: 'writeAccounts'; readonly file: string };

const refusals: readonly Written[] = ['unreadable', 'too-many', 'no-administrator', 'not-kept'];

export function openAccountControl(broker: Pick<Broker, 'request' | 'clientId'>): AccountControl {
  let questions = 0;

  async function ask(question: Question, patienceMs: number): Promise<Answer | 'no' | 'unanswered' | 'not-connected'> {
    const id = `${broker.clientId}/${(questions += 1)}`;
    const result = await broker.request(
      {
        ask: { topic: askTopic, payload: JSON.stringify({ id, ...question }), qos: 1 },
        answerTopic,
        matches: (text) => readJson(shape, text)?.id === id,
      },
      { timeoutMs: patienceMs },
    );
    if (result.outcome === 'answered') return readJson(shape, result.payload) ?? 'unanswered';
    if (result.outcome === 'refused') return 'no';
    return result.outcome === 'not-connected' ? 'not-connected' : 'unanswered';
  }

  return {
    async offers() {
      const answer = await ask({ ask: 'offers' }, offersTimeoutMs);
      if (answer === 'not-connected') return null;
      if (answer === 'unanswered') return 'silent';
      return answer !== 'no' && ['readAccounts', 'writeAccounts'].every((one) => answer.offers?.includes(one));
    },
    async read() {
      const answer = await ask({ ask: 'readAccounts' }, timeoutMs);
      return typeof answer === 'string' || answer.outcome === 'refused' ? null : (answer.file ?? null);
    },
    async write(file) {
      const answer = await ask({ ask: 'writeAccounts', file }, timeoutMs);
      if (typeof answer === 'string') return 'unanswered';
      if (answer.outcome === 'done') return 'done';
      return refusals.find((one) => one === answer.reason) ?? 'not-kept';
    },
  };
}
