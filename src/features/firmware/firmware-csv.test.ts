import fc from 'fast-check';
import { expect, test } from 'vitest';

import { noKnowledge } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { emptyDevice } from '@/core/fold/device-merge';
import { judgeBy } from '@/firmware/judge';

import { firmwareCsv } from './firmware-csv';

function csvOf(part: Partial<Device>): string {
  const device = { ...emptyDevice('one'), ...part };
  return firmwareCsv([{ device, judgement: judgeBy(noKnowledge).judge(device, 0) }]);
}

/** all behind the line of headings */
const rowsOf = (csv: string) => csv.slice(csv.indexOf('\r\n') + 2);

test('what nobody told is empty, and commas and quotes stay inside of their cell', () => {
  const csv = csvOf({ name: 'Door, "front"', vendor: 'Acme' });
  expect(csv).toMatch(/^Device,Room,Maker,Model,Installed,Latest,State,/);
  expect(rowsOf(csv)).toMatch(/^"Door, ""front""",,Acme,,,,Unknown,,,,,,/);
});

test('no name becomes a formula of the spreadsheet, whatever it is', () => {
  for (const name of ['=1+1', '+49', '-2', '@SUM(A1)', '\t=1', ' =1', '|calc', '%0A', '\r=1'])
    expect(rowsOf(csvOf({ name }))).toMatch(/^"?'/);
  fc.assert(
    fc.property(fc.string({ maxLength: 40 }), (name) => {
      expect(rowsOf(csvOf({ name }))).not.toMatch(/^"?[=+@|%\t-]/);
    }),
  );
});
