import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { RequestResult } from '@/broker/port';

import { call } from './call';
import type { ControlCommand } from './control-command';
import { openDynamicSecurity } from './dynamic-security';

const secret = 'hunter2-hunter2';
const create: ControlCommand = { command: 'createClient', username: 'cam.a', password: secret };

/** What comes of a call where the broker answers `result`; an answer is taken only if it is an answer to this call. */
function askOf(result: RequestResult, ...commands: readonly ControlCommand[]): ReturnType<typeof call> {
  const broker = {
    request: async ({ matches }: { matches(payload: string): boolean }): Promise<RequestResult> =>
      result.outcome !== 'answered' || matches(result.payload) ? result : { outcome: 'timed-out' },
  };
  return call(broker, commands, { id: 'me', timeoutMs: 1 });
}

const answered = (...responses: readonly object[]) =>
  ({ outcome: 'answered', payload: JSON.stringify({ responses }) }) as const;

describe('a call', () => {
  test('tells of each command of a batch what became of it, in whatever order the answers are', async () => {
    const result = await askOf(
      answered(
        { command: 'getRole', error: 'Role not found', correlationData: 'me/1' },
        { command: 'createClient', correlationData: 'me/0' },
      ),
      create,
      { command: 'getRole', rolename: 'no' },
    );
    expect(result).toEqual([
      { outcome: 'done', data: undefined },
      { outcome: 'failed', failure: { kind: 'missing', what: 'role' } },
    ]);
  });

  test('does not take the answer to another administrator for its own', async () => {
    const result = await askOf(answered({ command: 'createClient', correlationData: 'somebody/0' }), create);
    expect(result).toEqual([{ outcome: 'failed', failure: { kind: 'unanswered' } }]);
  });

  test.each(['timed-out', 'not-connected'] as const)('that is %s may have been carried out', async (outcome) => {
    expect(await askOf({ outcome }, create)).toEqual([{ outcome: 'failed', failure: { kind: 'unanswered' } }]);
  });

  test.each([
    ['Client already exists', { kind: 'exists', what: 'account' }],
    ['Client not found', { kind: 'missing', what: 'account' }],
    ['Group not found', { kind: 'missing', what: 'group' }],
    ['Role already exists', { kind: 'exists', what: 'role' }],
    ['Internal error', { kind: 'internal' }],
    ['toString', { kind: 'other', said: 'toString' }],
    ['__proto__', { kind: 'other', said: '__proto__' }],
    [`not strong enough: ${secret}`, { kind: 'other', said: 'not strong enough: •••' }],
  ])('refused with "%s" says so', async (error, failure) => {
    const result = await askOf(answered({ command: 'createClient', error, correlationData: 'me/0' }), create);
    expect(result).toEqual([{ outcome: 'failed', failure }]);
  });

  test('with any answer at all neither throws nor hangs', async () => {
    const payload = fc.oneof(
      fc.json(),
      fc.string(),
      fc.json().map((json) => `{"responses":[{"command":"x","correlationData":"me/0","data":${json}}]}`),
      fc.constant(`{"responses":${'['.repeat(50_000)}`),
    );
    await fc.assert(
      fc.asyncProperty(payload, async (text) => {
        const result = await askOf({ outcome: 'answered', payload: text }, create);
        return result.length === 1;
      }),
    );
  });
});

test('an answer whose content nobody can understand is told as such', async () => {
  await fc.assert(
    fc.asyncProperty(fc.json(), async (json) => {
      const broker = {
        request: async ({ ask }: { readonly ask: { readonly payload: string } }): Promise<RequestResult> => {
          const { commands } = JSON.parse(ask.payload) as { commands: { correlationData: string }[] };
          const responses = commands.map(({ correlationData }) => ({
            command: 'x',
            correlationData,
            data: JSON.parse(json) as unknown,
          }));
          return { outcome: 'answered', payload: JSON.stringify({ responses }) };
        },
      };
      const security = openDynamicSecurity(broker, { username: 'root', random: () => 0.5 });
      for (const result of [await security.getClient('a'), await security.listClients(), await security.getRole('a')]) {
        expect(result).toMatchObject({ outcome: 'failed', failure: { kind: 'other' } });
      }
    }),
  );
});
