import { expect, test } from 'vitest';

import type { Broker } from '@/broker/broker';
import type { Alert } from '@/core/alerts/alert';
import { alertOf } from '@/core/alerts/alert.testing';
import { openHome } from '@/core/home';
import type { Message } from '@/core/message';
import type { Mute } from '@/core/alerts/mute';

import { topicOf, writeAlert } from './alert-line';
import { openAlerts } from './alerts';
import { muteTopicOf, writeMute } from './mute-line';

const day = 86_400_000;
const now = 10 * day;

/** A session that comes back to a home; `settle` ends its reading of what the broker remembers. */
function observer(kept: readonly Alert[] = []) {
  let settle = () => {};
  const fresh: string[] = [];
  const alerts = openAlerts({
    home: openHome(),
    clock: () => now,
    share: false,
    onChange: (changes) => void fresh.push(...changes.fresh),
    onSharing() {},
    onProblem() {},
  });
  // the rest of a broker nobody asks for here
  const broker = {
    subscribe: async () => [{ granted: true }],
    settle: () => new Promise<void>((resolve) => (settle = resolve)),
  } as unknown as Broker;
  alerts.enter(null, kept);
  const isJoined = alerts.join(broker);
  const remember = (topic: string, line: string) =>
    alerts.hearShared({ topic, payload: new TextEncoder().encode(line), retained: true, at: now } as Message); // nothing else is read
  return {
    alerts,
    fresh,
    hearAlert: (alert: Alert) => remember(topicOf(alert.id), writeAlert(alert)),
    hearMute: (mute: Mute) => remember(muteTopicOf(mute), writeMute(mute)),
    async settled() {
      await Promise.resolve();
      settle();
      await isJoined;
    },
  };
}

const until = now - 2 * day;
const putOff = alertOf({ state: 'snoozed', changes: 1, until, endedAt: 1_000 });

test('what a mute put off is no news, though its alert is read long before the mute', async () => {
  const { alerts, fresh, hearAlert, hearMute, settled } = observer();
  hearAlert(putOff);
  alerts.tick();
  hearMute({ class: putOff.class, about: 'window', until, at: 1_000, changes: 1 });
  await settled();
  alerts.tick();
  expect([fresh, alerts.all.get(putOff.id)?.state]).toEqual([[], 'resolved']);
});

test('what a person put off and dealt with elsewhere is no news, though it is known from before', async () => {
  const snoozed = { ...putOff, endedAt: null };
  const { alerts, fresh, hearAlert, settled } = observer([snoozed]);
  alerts.tick();
  hearAlert({ ...snoozed, state: 'resolved', changes: 3, until: null, changedAt: until });
  await settled();
  alerts.tick();
  expect([fresh, alerts.all.get(putOff.id)?.state]).toEqual([[], 'resolved']);
});

test('what was put off and nobody dealt with is news when all is read', async () => {
  const { alerts, fresh, settled } = observer([putOff]);
  alerts.tick();
  expect(fresh).toEqual([]);
  await settled();
  alerts.tick();
  expect(fresh).toEqual([putOff.id]);
});
