import { describe, expect, test } from 'vitest';

import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { untoldFirmware } from '@/core/firmware.testing';

import { bareRules, taskOf } from './firmware-task.testing';
import { forgotten } from './forgetting';
import { review } from './queue';
import type { Look } from './queue-look';
import { taskWords } from './task-words';

const hourMs = 3_600_000;
const told = <T>(value: T, at: number) => ({ value, at, retained: true, by: 'zigbee2mqtt' }) as const;

/** Two on one bridge. For the sensor its bridge keeps a file, by a word of 0:00, until it wakes up. */
function home(facts: Partial<typeof untoldFirmware> = { scheduled: true }): ReadonlyMap<string, Device> {
  const firmware = told({ ...untoldFirmware, installed: '1.0', updateAvailable: true, ...facts }, 0);
  const sensor: Device = { ...emptyDevice('sensor'), via: 'bridge', power: 'battery', firmware };
  const capabilities = ['firmware-update', 'firmware-schedule'] as const;
  return new Map([
    ['sensor', { ...sensor, capabilities: [...capabilities] }],
    ['plug', { ...emptyDevice('plug'), via: 'bridge' }],
  ]);
}

function look(now: number, tasks: readonly FirmwareTask[], part: Partial<Look> = {}) {
  const { queue, start } = review(tasks, {
    devices: home(),
    now,
    minute: 0,
    rules: bareRules,
    mayBegin: true,
    ...part,
  });
  const told = forgotten(queue, { devices: part.devices ?? home(), now });
  const sent = [...told.start, ...start].map(({ command }) => command.type);
  return { queue: told.tasks, stages: told.tasks.map(({ stage }) => stage), sent };
}

describe('an update that somebody left for a sleeper', () => {
  test('holds its network, for it may begin at any time, and the page says what is waited for', () => {
    const { queue, stages, sent } = look(hourMs, [taskOf({ device: 'plug' })]);
    expect([stages, sent]).toEqual([[{ at: 'waiting', hold: 'sleeper' }], []]);
    expect(taskWords(queue[0] ?? taskOf(), undefined, String).sentence).toBe(
      'It waits: another one on its network gets its update when it wakes up, or gives way where that takes too long.',
    );
  });

  test('lets no second lock begin while its own lock is asked and ordered too', () => {
    const lock = (id: string, part: Partial<Device>): [string, Device] => [
      id,
      { ...emptyDevice(id), kind: 'lock', ...part },
    ];
    const devices = new Map([
      lock('sensor', { ...home().get('sensor'), kind: 'lock', id: 'sensor' }),
      lock('other', { via: 'elsewhere' }),
    ]);
    const running = { at: 'running', since: 0, begun: false } as const;
    const tasks = [
      taskOf({ device: 'sensor', work: 'check', stage: running }),
      taskOf({ device: 'other', stage: running }),
      taskOf({ device: 'sensor' }),
    ];
    const { stages, sent } = look(1_000, tasks, { devices });
    expect([stages.at(-1), sent]).toEqual([{ at: 'waiting', hold: 'lock' }, []]);
  });

  test.each(['running', 'waiting'] as const)('lets no second camera of its room begin while it is asked (%s)', (at) => {
    const cameras = new Map(
      ['one', 'two'].map((id): [string, Device] => [id, { ...emptyDevice(id), kind: 'camera', room: 'garden' }]),
    );
    const updating = { ...untoldFirmware, updating: { percent: 3, remainingSeconds: null } };
    cameras.set('one', { ...cameras.get('one')!, firmware: told(updating, 0) });
    const asked = at === 'running' ? ({ at, since: 0, begun: false } as const) : ({ at } as const);
    const tasks = [taskOf({ device: 'one', work: 'check', stage: asked }), taskOf({ device: 'two' })];
    const rules = { ...bareRules, atOnceElsewhere: 3 };
    expect(look(1_000, tasks, { devices: cameras, rules }).stages[1]).toMatchObject({ hold: 'room-cameras' });
  });

  test('is not waited for longer than a day, so that a sleeper that never wakes starves nobody', () => {
    expect(look(25 * hourMs, [taskOf({ device: 'plug' })]).sent).toEqual([]);
    expect(look(27 * hourMs, [taskOf({ device: 'plug' })]).sent).toEqual(['update']);
  });

  test('is taken for its own by a plan that lost its word of it: nothing begins beside it, and it is not asked again', () => {
    const lost = [taskOf({ device: 'sensor', unattended: true }), taskOf({ device: 'plug', unattended: true })];
    const { queue, stages, sent } = look(hourMs, lost);
    expect(stages).toMatchObject([
      { at: 'scheduled', since: hourMs },
      { at: 'waiting', hold: 'sleeper' },
    ]);
    expect([sent, queue[0]?.tries]).toEqual([[], 1]);
  });

  test('is called off where the sleeper of such a plan does not wake up, and the next begins', () => {
    const tasks = [
      taskOf({ device: 'sensor', stage: { at: 'scheduled', since: 0 } }),
      taskOf({ device: 'plug', orderedAt: 1 }),
    ];
    const { stages, sent } = look(27 * hourMs, tasks);
    expect(stages).toMatchObject([{ why: 'slept' }, { at: 'running' }]);
    expect(sent).toEqual(['call-off-update', 'update']);
  });

  test('is not taken for its own before what runs has been read back, and taken back where its file is another', () => {
    const task = taskOf({ device: 'sensor', unattended: true });
    expect(look(hourMs, [task], { mayBegin: false }).stages).toMatchObject([{ at: 'waiting' }]);
    const held = look(hourMs, [task], { isHeldBack: () => true });
    expect([held.stages, held.sent]).toMatchObject([[{ at: 'waiting', hold: 'image' }], ['call-off-update']]);
  });

  test('is not in its own way where a person wants it now', () => {
    expect(look(hourMs, [taskOf({ device: 'sensor' })]).sent).toEqual(['update']);
  });

  test('is over where its bridge says so', () => {
    const devices = home({ scheduled: false });
    expect(look(hourMs, [taskOf({ device: 'plug' })], { devices }).sent).toEqual(['update']);
  });
});
