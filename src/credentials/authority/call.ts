import * as v from 'valibot';

import type { Broker } from '@/broker/port';
import { limits } from '@/core/limits';
import { maskedText, maskText } from '@/core/mask';

import { readJson } from '../read-json';
import type { AuthorityFailure, Failed } from './authority';
import type { ControlCommand } from './control-command';

const requestTopic = '$CONTROL/dynamic-security/v1';
const responseTopic = `${requestTopic}/response`;

/** What became of one command. `data` is what came with the answer, not looked at yet. */
export type Answered = { readonly outcome: 'done'; readonly data: unknown } | Failed;

export type CallOptions = {
  /** of this batch, like none before: answers go to every administrator */
  readonly id: string;
  readonly timeoutMs: number;
};

const answerSchema = v.object({
  responses: v.array(
    v.object({
      command: v.string(),
      error: v.optional(v.string()),
      correlationData: v.optional(v.string()),
      data: v.optional(v.unknown()),
    }),
  ),
});

type Response = v.InferOutput<typeof answerSchema>['responses'][number];

/** Sends a batch and waits for its answer: one result a command, in their order. Never rejects. */
export async function call(
  broker: Pick<Broker, 'request'>,
  commands: readonly ControlCommand[],
  { id, timeoutMs }: CallOptions,
): Promise<readonly Answered[]> {
  const correlations = commands.map((_, index) => `${id}/${index}`);
  const payload = JSON.stringify({
    commands: commands.map((command, index) => ({ ...command, correlationData: correlations[index] })),
  });
  const result = await broker.request(
    {
      ask: { topic: requestTopic, payload, qos: 1 },
      answerTopic: responseTopic,
      matches: (text) => text.includes(id) && isAnswerTo(correlations, readResponses(text)),
    },
    { timeoutMs },
  );
  if (result.outcome === 'refused') return commands.map(() => failed({ kind: 'refused' }));
  // a command may be done although its answer was lost on the way
  if (result.outcome !== 'answered') return commands.map(() => failed({ kind: 'unanswered' }));
  const responses = readResponses(result.payload);
  return commands.map((command, index) => {
    const response = responses.find(({ correlationData }) => correlationData === correlations[index]);
    if (response === undefined) return failed({ kind: 'unanswered' });
    if (response.error !== undefined) return failed(failureOf(response.error, command));
    return { outcome: 'done', data: response.data };
  });
}

function isAnswerTo(correlations: readonly string[], responses: readonly Response[]): boolean {
  return responses.some(({ correlationData }) => correlations.includes(correlationData ?? ''));
}

function readResponses(text: string): readonly Response[] {
  return readJson(answerSchema, text)?.responses ?? [];
}

/** Mosquitto has no codes, only these sentences. */
const known: Readonly<Record<string, AuthorityFailure>> = {
  'Client not found': { kind: 'missing', what: 'account' },
  'Role not found': { kind: 'missing', what: 'role' },
  'Role does not exist': { kind: 'missing', what: 'role' },
  'Group not found': { kind: 'missing', what: 'group' },
  'Client already exists': { kind: 'exists', what: 'account' },
  'Role already exists': { kind: 'exists', what: 'role' },
  'Internal error': { kind: 'internal' },
};

function failureOf(error: string, command: ControlCommand): AuthorityFailure {
  if (Object.hasOwn(known, error)) return known[error]!; // just looked
  const password = 'password' in command ? command.password : '';
  const masked = password === '' ? error : error.replaceAll(password, maskedText);
  return { kind: 'other', said: maskText(masked).slice(0, limits.textLength) };
}

export function failed(failure: AuthorityFailure): Failed {
  return { outcome: 'failed', failure };
}
