import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';

import { openAlertKeeper } from './alert-keeper';

test('whoever keeps the alerts while they are being written waits until they are', async () => {
  const done: string[] = [];
  let written = () => {};
  const memory = {
    recall: async () => null,
    remember: async () => new Promise<void>((resolve) => void (written = resolve)),
  };
  const alert = alertOf({});
  const keeper = openAlertKeeper(memory, new Map([[alert.id, alert]]));
  keeper.entered('ws://home');
  keeper.tick(1_000);
  const waiting = keeper.keep().then(() => done.push('what rests on them'));
  for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  done.push('alerts');
  written();
  await waiting;
  expect(done).toEqual(['alerts', 'what rests on them']);
});
