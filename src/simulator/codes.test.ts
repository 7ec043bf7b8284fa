import { describe, expect, test } from 'vitest';

import { openHome, receive, step } from './home';
import type { SimulatedMessage } from './types';

const options = { seed: 7, startAt: Date.UTC(2026, 10, 23, 6) };
const topic = 'zigbee2mqtt/Front door';

/** A home in which each of these was sent to the front door's lock, some seconds apart, and all that it said. */
function sent(...messages: readonly (readonly ['set' | 'get', unknown])[]) {
  const { home } = openHome(options);
  const said: SimulatedMessage[] = [];
  for (const [verb, pin] of messages) {
    said.push(...receive(home, `${topic}/${verb}`, JSON.stringify({ pin_code: pin })).messages);
    said.push(...step(home, 2).messages);
  }
  const states = said.filter((one) => one.topic === topic).map(({ payload }) => JSON.parse(payload) as Body);
  return { home, said, states, actions: states.map(({ action }) => action).filter((action) => action !== undefined) };
}
type Body = { readonly action?: string; readonly action_user?: number; readonly users?: Record<string, object> };

describe('a simulated lock keeps codes as the real one does', () => {
  test('it tells which places are used when it is asked, and never the codes', () => {
    const { said, states } = sent(['get', { user: 1 }], ['get', { user: 4 }]);
    expect(states.at(-1)?.users).toEqual({ 1: { status: 'enabled' }, 4: { status: 'available' } });
    expect(JSON.stringify(said)).not.toContain('274916');
  });

  test('it reports a new code, and goes on repeating the old status until it is asked again', () => {
    const { actions, states } = sent(['get', { user: 4 }], ['set', { user: 4, pin_code: '073952' }]);
    expect(actions).toContain('pin_code_added');
    expect(states.at(-1)?.users).toEqual({ 4: { status: 'available' } });
  });

  test('it refuses a code that somebody has already, without a word', () => {
    const { actions, home, said } = sent(['set', { user: 4, pin_code: '274916' }]);
    expect(actions).not.toContain('pin_code_added');
    expect(said.some((one) => one.topic.startsWith('zigbee2mqtt/bridge/'))).toBe(false);
    expect(home.byName.get('Front door')?.codes.has(4)).toBe(false);
  });

  test('a place that it does not have is seen in the log of the bridge only', () => {
    const { said } = sent(['get', { user: 30 }]);
    expect(said.find((one) => one.topic === 'zigbee2mqtt/bridge/logging')?.payload).toContain('must be in range');
  });

  test('a code that is sent as a number has lost its zeros, and one that is taken out is gone', () => {
    const { actions, home } = sent(['set', { user: 4, pin_code: 73_952 }], ['set', { user: 1, pin_code: null }]);
    const codes = home.byName.get('Front door')?.codes;
    expect([codes?.get(4), codes?.has(1)]).toEqual(['73952', false]);
    expect(actions).toEqual(expect.arrayContaining(['pin_code_added', 'pin_code_deleted']));
  });

  test('where the owner has switched on expose_pin, its codes stand in its states', () => {
    const { home } = openHome(options);
    const lock = home.byName.get('Front door');
    Object.assign(lock ?? {}, { plan: { ...lock?.plan, codes: { places: 30, taken: {}, exposed: true } } });
    const { messages } = receive(home, `${topic}/get`, '{"pin_code":{"user":1}}');
    expect(messages[0]?.payload).toContain('274916');
  });
});
