import { readFile } from 'node:fs/promises';

import type { MqttClient } from 'mqtt';

import { everythingKept } from '../everything-kept';
import { expect, passwords, test } from '../fixtures';
import type { Gatehouse } from '../pages/gatehouse';
import { tableIn } from '../table-in';

/** Whoever may rename a device may try what a spreadsheet makes of it. */
const pantry = '=SUM(1,2) "Pantry"';
const secrets = ['739155', 'hunter2-hunter2'];
const retain = { retain: true, qos: 1 } as const;

const exposes = [
  { type: 'numeric', property: 'temperature', access: 1, unit: '°C' },
  { type: 'binary', property: 'contact', access: 1, value_on: false, value_off: true },
];

/** A bridge with one sensor, and nobody else on the broker. */
async function announce(somebody: MqttClient): Promise<void> {
  const devices = [
    { ieee_address: '0xf0', friendly_name: 'Coordinator', type: 'Coordinator' },
    {
      ieee_address: '0xf1',
      friendly_name: pantry,
      type: 'EndDevice',
      definition: { vendor: 'Aqara', model: 'T1', exposes },
    },
  ];
  await somebody.publishAsync('zigbee2mqtt/bridge/state', '{"state":"online"}', retain);
  await somebody.publishAsync('zigbee2mqtt/bridge/devices', JSON.stringify(devices), retain);
}

async function save(gatehouse: Gatehouse, format: 'CSV' | 'JSON'): Promise<string> {
  const download = gatehouse.page.waitForEvent('download');
  await gatehouse
    .region('History')
    .getByRole('button', { name: `Save as ${format}` })
    .click();
  const file = await download;
  expect(file.suggestedFilename()).toBe(`gatehouse-history.${format.toLowerCase()}`);
  return readFile(await file.path(), 'utf8');
}

test('what was measured is taken along as a table and as JSON: with units and times, no formula and no secret', async ({
  gatehouse,
  page,
  somebody,
}) => {
  const say = (state: object) => somebody.publishAsync(`zigbee2mqtt/${pantry}`, JSON.stringify(state), { qos: 1 });
  await announce(somebody);
  await gatehouse.enter('/devices', passwords.owner);
  await expect(gatehouse.row(pantry)).toBeVisible();
  const began = Date.now();
  // the page listens to a device once its bridge has told of it
  await expect(async () => {
    await say({ linkquality: 120 });
    await expect(gatehouse.row(pantry)).not.toContainText('Not heard yet', { timeout: 1_000 });
  }).toPass();
  await say({ temperature: 21.5, battery: 80, contact: true });
  await say({ temperature: 22.25, battery: 80, contact: false });
  await say({ temperature: 23, contact: false, action: 'disarm', action_code: secrets[0], password: secrets[1] });
  await say({ battery: 3 });
  await expect(gatehouse.row(pantry)).toContainText('3 %');
  await expect.poll(async () => (await everythingKept(page)).includes('temperatureC')).toBe(true);
  await gatehouse.go('Settings');
  await expect(gatehouse.region('History')).toContainText(/Alerts\s*For a year; [^0]/);

  const csv = await save(gatehouse, 'CSV');
  const json = await save(gatehouse, 'JSON');
  const ended = Date.now();
  for (const secret of secrets) for (const file of [csv, json]) expect(file).not.toContain(secret);

  const table = tableIn(csv);
  const temperatures = table.filter(({ metric, step_seconds }) => metric === 'temperatureC' && step_seconds === '');
  expect(temperatures.map(({ device, unit, last }) => [device, unit, last])).toEqual([
    ['ieee:0xf1', '°C', '21.5'],
    ['ieee:0xf1', '°C', '22.25'],
    ['ieee:0xf1', '°C', '23'],
  ]);
  expect(table.filter(({ metric, last }) => metric === 'battery' && last === '3').map(({ unit }) => unit)).toContain(
    '%',
  );
  const opened = table.find(({ kind, text }) => kind === 'event' && text?.includes('pen'));
  expect(opened?.text).toBe(`'${pantry}: Open`);
  expect(table.map(({ kind, metric }) => `${kind} ${metric}`)).toContain('alert battery_low');
  const low = table.find(({ kind, metric }) => kind === 'alert' && metric === 'battery_low');
  expect(low).toMatchObject({ severity: 'warning', count: '1' });
  expect(low?.evidence).toMatch(/^\d{4}-\d\d-\d\dT.+3 %/);
  for (const row of table) {
    for (const cell of Object.values(row)) expect(cell).not.toMatch(/^(?:[=+@\t\r]|-(?!\d+(?:\.\d+)?$))/);
    const { time = '' } = row;
    expect(new Date(time).toISOString()).toBe(time);
    if (row.step_seconds !== '') continue;
    expect(Date.parse(time)).toBeGreaterThanOrEqual(began - 60_000);
    expect(Date.parse(time)).toBeLessThanOrEqual(ended);
  }

  const { format, records } = JSON.parse(json) as {
    readonly format: string;
    readonly records: readonly Readonly<Record<string, unknown>>[];
  };
  expect(format).toBe('gatehouse-history/1');
  const [home, ...rest] = records;
  expect(home).toMatchObject({ kind: 'home' });
  const points = rest.filter(({ metric, stepSeconds }) => metric === 'temperatureC' && stepSeconds === null);
  expect(points.map(({ time, unit, last }) => [time, unit, last])).toEqual(
    temperatures.map(({ time, unit, last }) => [time, unit, Number(last)]),
  );
  const { alert } = rest.find(({ kind, metric }) => kind === 'alert' && metric === 'battery_low') ?? {};
  expect(alert).toMatchObject({ id: low?.id, class: 'battery_low', count: 1 });
  expect(JSON.stringify(alert)).toMatch(/"evidence":\[\{[^\]]+3 %/);
  expect(rest.find(({ kind }) => kind === 'event')).toMatchObject({ text: `${pantry}: Open`, unit: '' });
});
