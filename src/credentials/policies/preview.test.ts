import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';

import { policyOf, type PolicyClient, type PolicyFacts, type FixedPolicyName } from './policies';
import { previewOf, type Recorded } from './preview';

const porch: Device = { ...emptyDevice('porch'), name: 'Porch camera', kind: 'camera' };

/** The same, when somebody has spoken in its name. */
const forged: Device = {
  ...porch,
  proof: {
    value: { last: null, shown: null, refused: null, failedSince: 400 },
    at: 400,
    retained: false,
    by: 'gatehouse',
  },
};

const client = (more: Partial<PolicyClient> = {}): PolicyClient => ({
  client: 'porch',
  standing: 'approved',
  decision: null,
  device: porch,
  madeAt: 10,
  roles: [],
  isHeldBack: false,
  administers: false,
  commands: () => true,
  ...more,
});
const approved = { is: 'approved', before: 'approved', by: 'anna', at: 450, why: null, off: [] } as const;

/** A message every ten milliseconds since 300. */
const recorded: Recorded = {
  since: 300,
  said: (_, from, until) => ({ messages: ((until ?? 500) - from) / 10, topics: 2, isAtLeast: false }),
};

function preview(name: FixedPolicyName, one: PolicyClient, more: Partial<PolicyFacts> = {}) {
  const facts: PolicyFacts = {
    clients: [one],
    devices: [porch],
    began: true,
    attackedIn: () => [],
    saidToFail: new Set(),
    clockDoubt: null,
    now: 500,
    ...more,
  };
  return previewOf(policyOf(name), facts, recorded);
}

test('a device whose signature was bad would have been restricted from then on, also when the alarm is over', () => {
  expect(preview('failed-signature', client({ device: forged }))).toEqual([
    {
      client: 'porch',
      device: 'porch',
      name: 'Porch camera',
      from: 400,
      until: null,
      messages: 10,
      topics: 2,
      isAtLeast: false,
    },
  ]);
});

test('what a person let go meanwhile would have been restricted until then', () => {
  const decision = { ...approved, why: 'failed-signature' };
  expect(preview('failed-signature', client({ device: forged, decision }))).toMatchObject([
    { from: 400, until: 450, messages: 5 },
  ]);
});

test('a device with a known hole would have been silent all the time', () => {
  const vulnerable: Partial<PolicyFacts> = { attackedIn: () => ['CVE-2031-0001'] };
  expect(preview('exploited-firmware', client(), vulnerable)).toMatchObject([{ from: 300, until: null, messages: 20 }]);
  expect(preview('exploited-firmware', client({ administers: true }), vulnerable)).toEqual([]);
  expect(preview('exploited-firmware', client())).toEqual([]);
});

test('a newcomer would have had to wait from its coming until somebody approved it', () => {
  expect(preview('newcomers', client({ standing: 'new', madeAt: 420 }))).toMatchObject([{ from: 420, until: null }]);
  expect(preview('newcomers', client({ madeAt: 420, decision: approved }))).toMatchObject([{ from: 420, until: 450 }]);
  expect(preview('newcomers', client({ decision: approved }))).toEqual([]); // it was there before
});

test('of a log-in that no device says to be its own, nobody knows what it said', () => {
  expect(preview('newcomers', client({ standing: 'new', device: null }))).toMatchObject([
    { device: null, name: 'porch', messages: 0 },
  ]);
});

test('a guest who may command a camera would have been restricted all the time', () => {
  const guest = client({ roles: ['guest'], device: null });
  expect(preview('guests-and-cameras', guest)).toMatchObject([{ from: 300, until: null, device: null }]);
  expect(preview('guests-and-cameras', client())).toEqual([]);
});
