import { expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';

import { bareRules, taskOf } from './firmware-task.testing';
import { ordered, review } from './queue';
import { whyNotUpdate } from './startable';
import { agreedSources, updateQuestion } from './update-question';

const own = 'http://nas.lan/t.bin';
const told = (url: string, at: number, retained = false) =>
  ({ updateSource: { value: { url }, at, retained, by: 'tasmota' } }) as const;
const heater = (part: Partial<Device> = {}): Device => ({
  ...emptyDevice('heater'),
  name: 'Heater',
  capabilities: ['firmware-update', 'firmware-source'],
  ...part,
});

/** Looks every ten seconds at a device that says things at moments; tells what was sent, and how it stands. */
function night(task: FirmwareTask, says: readonly Device[]): string[] {
  const lines: string[] = [];
  let queue: readonly FirmwareTask[] = [task];
  for (const [step, device] of says.entries()) {
    const devices = new Map([[device.id, device]]);
    const look = { devices, now: step * 10_000, minute: 0, rules: bareRules, mayBegin: true };
    const next = review(queue, look);
    queue = next.queue;
    lines.push(...next.start.map(({ command }) => command.type));
  }
  const [{ stage } = task] = queue;
  return [...lines, stage.at === 'failed' ? stage.why : stage.at];
}

const agreed = taskOf({ device: 'heater', source: own });

test('a device that fetches its firmware itself is asked where from, and begins when that is what was agreed to', () => {
  expect(night(agreed, [heater(), heater(told(own, 5_000))])).toEqual(['refresh', 'update', 'running']);
});

test('what it said before it was asked does not count, nor what the broker remembers', () => {
  expect(night(agreed, [heater(told(own, -5_000)), heater(told(own, -5_000))])).toEqual(['refresh', 'waiting']);
  expect(night(agreed, [heater(), heater(told(own, 5_000, true))])).toEqual(['refresh', 'waiting']);
});

test('one whose address was changed meanwhile is not started, nor one to whose address nobody agreed', () => {
  const changed = heater(told('https://elsewhere.example/t.bin', 5_000));
  expect(night(agreed, [heater(), changed])).toEqual(['refresh', 'source-changed']);
  expect(night(taskOf({ device: 'heater' }), [heater(), heater(told(own, 5_000))])).toEqual([
    'refresh',
    'source-changed',
  ]);
});

test('from the internet without https nothing is fetched, whoever agreed', () => {
  const url = 'http://ota.example.org/t.bin';
  expect(night({ ...agreed, source: url }, [heater(), heater(told(url, 5_000))])).toEqual([
    'refresh',
    'source-refused',
  ]);
});

test('one that does not tell is not started', () => {
  expect(night(agreed, [heater(), heater(), heater(), heater(), heater()])).toEqual(['refresh', 'source-unknown']);
});

test('after a long wait it is asked again', () => {
  const says = [heater(), ...Array.from({ length: 8 }, () => heater({ ...told(own, 5_000), reachability: 'offline' }))];
  expect(night(agreed, [...says, heater(told(own, 5_000))])).toEqual(['refresh', 'refresh', 'waiting']);
});

test('the question shows the address, and the order carries it', () => {
  const device = heater(told(own, 1));
  expect(updateQuestion([device]).points.join(' ')).toContain(`Heater takes what lies at ${own}`);
  const devices = new Map([[device.id, device]]);
  const order = { type: 'add', work: 'update', devices: ['heater'], sources: agreedSources([device]) } as const;
  expect(ordered([], order, devices, 0)).toMatchObject([{ source: own }]);
});

test('where it is not known, or not allowed, the page says so and what to do', () => {
  expect(whyNotUpdate(heater())).toContain('has not told where');
  expect(whyNotUpdate(heater(told('http://ota.example.org/t.bin', 1)))).toContain('Set its OtaUrl to an https address');
  expect(whyNotUpdate(heater(told(own, 1)))).toBeNull();
});
