import { describe, expect, test } from 'vitest';

import { replay } from './replay';

type Said = readonly [topic: string, payload: string, retain?: boolean];

const kept = (...said: readonly (readonly [string, string])[]): readonly Said[] =>
  said.map(([topic, payload]) => [topic, payload, true]);

const recorded = (said: readonly Said[]) =>
  said.map(([topic, payload, retain = false], index) =>
    JSON.stringify({ t: Date.UTC(2026, 10, 24) + index * 1000, topic, payload, retain }),
  );

/** What a recording of these comes to: the state of each device by its name. */
async function statesAfter(said: readonly Said[]): Promise<Readonly<Record<string, unknown>>> {
  const { home } = await replay(recorded(said));
  return Object.fromEntries(
    [...home.devices.values()].map(({ name, state }) => [
      name,
      Object.fromEntries(Object.entries(state).map(([key, told]) => [key, told.value])),
    ]),
  );
}

describe('a recording that tells what a broker remembers in another order', () => {
  test.each([
    [
      'a lock of Nuki',
      kept(['nuki/1A2B3C4D/connected', 'true'], ['nuki/1A2B3C4D/state', '1'], ['nuki/1A2B3C4D/name', 'Front door']),
      { 'Front door': { lock: 'locked' } },
    ],
    [
      'a gate of Homie',
      kept(
        ['homie/5/gate/$state', 'ready'],
        [
          'homie/5/gate/$description',
          JSON.stringify({
            homie: '5.0',
            version: 1,
            name: 'Garden gate',
            nodes: {
              lock: { type: 'lock', properties: { state: { datatype: 'enum', format: 'locked,unlocked' } } },
            },
          }),
        ],
        ['homie/5/gate/lock/state', 'locked'],
      ),
      { 'Garden gate': { lock: 'locked' } },
    ],
  ])('comes to the same: %s', async (_what, said, states) => {
    expect(await statesAfter(said)).toEqual(states);
    expect(await statesAfter(said.toReversed())).toEqual(states);
    // and somebody else has the last word
    expect(await statesAfter([...said.toReversed(), ['somebody/else', '1']])).toEqual(states);
  });

  const door = ['nuki/1A2B3C4D/connected', 'true', true] as const;

  test('of what its publisher asked nobody to keep a broker would remember nothing', async () => {
    expect(await statesAfter([['nuki/1A2B3C4D/state', '1'], door])).toEqual({ 'Nuki 1A2B3C4D': {} });
  });

  test('what was taken back or said anew is remembered no more', async () => {
    const locked: Said = ['nuki/1A2B3C4D/state', '1', true];
    for (const after of [
      ['nuki/1A2B3C4D/state', '', true],
      ['nuki/1A2B3C4D/state', '3'],
    ] as const)
      expect(await statesAfter([locked, after, door])).toEqual({ 'Nuki 1A2B3C4D': {} });
    expect(await statesAfter([locked, ['nuki/1A2B3C4D/state', '3', true], door])).toEqual({
      'Nuki 1A2B3C4D': { lock: 'unlocked' },
    });
  });

  test('a topic that no broker would take is not remembered, and stops nothing', async () => {
    const deep = `nuki/${'a/'.repeat(50_000)}b`;
    expect(await statesAfter([...kept([deep, '1'], [deep, '2'], ['nuki/1A2B3C4D/state', '1']), door])).toEqual({
      'Nuki 1A2B3C4D': { lock: 'locked' },
    });
  });

  test('tells the same alerts of what is handed out, wherever it is cut off', async () => {
    const said = kept(
      ['nuki/1A2B3C4D/state', '254'],
      ['nuki/1A2B3C4D/name', 'Front door'],
      ['nuki/1A2B3C4D/connected', 'true'],
      ['nuki/5E6F7A8B/connected', 'true'],
    );
    const told = async (lines: readonly Said[]) => {
      const { alerts } = await replay(recorded(lines));
      return [...alerts.values()].map(({ class: what, changedAt }) => `${what} ${changedAt}`);
    };
    const [jammed] = await told(said);
    expect(jammed).toMatch(/^lock_jammed/);
    expect(await told(said.slice(0, 3))).toEqual([jammed]);
  });
});
