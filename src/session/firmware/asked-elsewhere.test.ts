import { connectAsync } from 'mqtt';
import { expect, test, vi } from 'vitest';

import { startMosquitto } from '@/broker/mosquitto.testing';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { emptyPlan } from '@/core/firmware/update-plan';

import { openAskedElsewhere } from './asked-elsewhere';
import { openTestSession } from '../session.testing';
import { updatesTopic } from './update-mirror';

const task = (device: string, part: Partial<FirmwareTask>): FirmwareTask => ({
  device,
  work: 'update',
  orderedAt: 100,
  place: 0,
  unattended: true,
  tries: 1,
  before: null,
  stage: { at: 'waiting' },
  ...part,
});

function listen() {
  const told: (readonly [string, number])[] = [];
  const asked = openAskedElsewhere((device, at) => told.push([device, at]));
  return { told, hear: (...tasks: readonly FirmwareTask[]) => asked.hear({ ...emptyPlan, tasks }) };
}

test('what runs, sleeps on it, or ended was asked for; what waits, and what was only checked, was not', () => {
  const { told, hear } = listen();
  hear(
    task('runs', { stage: { at: 'running', since: 200, begun: false } }),
    task('sleeps', { stage: { at: 'scheduled', since: 201 } }),
    task('looked after', { stage: { at: 'looked-after', since: 202 } }),
    task('failed', { stage: { at: 'failed', why: 'silent', since: 203 } }),
    task('done', { stage: { at: 'done' } }),
    task('waits', {}),
    task('never begun', { stage: { at: 'failed', why: 'never-fit', since: null } }),
    task('checked', { work: 'check', stage: { at: 'running', since: 204, begun: true } }),
  );
  expect(told).toEqual([
    ['runs', 200],
    ['sleeps', 201],
    ['looked after', 202],
    ['failed', 203],
    ['done', 100],
  ]);
});

test('each is told once, and again when it is tried again', () => {
  const { told, hear } = listen();
  const runs = (since: number) => task('lock', { stage: { at: 'running', since, begun: true } });
  for (const since of [200, 200, 300]) hear(runs(since));
  hear(task('lock', { stage: { at: 'done' } }), { ...runs(400), orderedAt: 350 });
  expect(told.map(([, at]) => at)).toEqual([200, 300, 400]);
});

test('a new version that another session ordered is no surprise here, and one that nobody ordered is', async () => {
  const broker = await startMosquitto({ users: { owner: 'o', bridge: 'b' } });
  const bridge = await connectAsync(broker.wsUrl, { username: 'bridge', password: 'b' });
  const say = (topic: string, payload: unknown) =>
    bridge.publishAsync(topic, JSON.stringify(payload), { retain: true, qos: 1 });
  const runs = (id: string, version: string) =>
    say(`home/${id}/fw`, { installed_version: version, latest_version: '2.0' });
  for (const id of ['plug', 'lamp']) {
    await say(`homeassistant/update/${id}/fw/config`, { dev: { ids: [id], name: id }, stat_t: `home/${id}/fw` });
    await runs(id, '1.0');
  }
  const session = openTestSession();
  session.connect({ url: broker.wsUrl, username: 'owner', password: 'o' });
  const versions = () => [...session.home.devices.values()].map(({ firmware }) => firmware?.value.installed ?? null);
  await vi.waitFor(() => expect(versions()).toEqual(['1.0', '1.0']), { timeout: 10_000 });

  const stage = { at: 'running', since: Date.now(), begun: false } as const;
  await say(updatesTopic, { ...emptyPlan, tasks: [task('ha:plug', { stage })] });
  await runs('plug', '2.0');
  await runs('lamp', '2.0');
  const surprises = () =>
    [...session.alerts.values()].flatMap((alert) => (alert.class === 'firmware_changed' ? [alert.device] : []));
  await vi.waitFor(() => expect(surprises()).not.toEqual([]), { timeout: 10_000 });
  expect(versions()).toEqual(['2.0', '2.0']);
  expect(surprises()).toEqual(['ha:lamp']);
  await session.close();
  await bridge.endAsync(true);
  await broker.stop();
});
