import type { Fact } from '@/core/observation';

import { textIn } from '../json';
import type { TasmotaDevice } from './device';

const words: ReadonlyMap<string, string> = new Map([
  ['ON', 'went on'],
  ['OFF', 'went off'],
  ['TOGGLE', 'was toggled'],
  ['HOLD', 'was held'],
  ['SINGLE', 'was pressed once'],
  ['DOUBLE', 'was pressed twice'],
  ['TRIPLE', 'was pressed three times'],
  ['QUAD', 'was pressed four times'],
  ['PENTA', 'was pressed five times'],
]);

/**
 * `{"Switch1": {"Action": "ON"}}` or `{"Button1": {"Action": "SINGLE"}}` (docs/Buttons-and-Switches). What hangs on an
 * input nobody tells: it may be a window or a light switch, so it is an event and no state of the house.
 */
export function readInput({ announcement }: TasmotaDevice, key: string, action: unknown): readonly Fact[] {
  const [, sort, digits] = /^(Switch|Button)(\d{1,2})$/.exec(key) ?? [];
  const said = words.get(textIn(action) ?? '');
  if (sort === undefined || digits === undefined || said === undefined) return [];
  const name = sort === 'Switch' ? announcement?.inputs.get(Number(digits)) : null;
  const subject = name ?? `${sort === 'Switch' ? 'Input' : 'Button'} ${digits}`;
  return [
    {
      type: 'event',
      event: `${key.toLowerCase()}_${String(action).toLowerCase()}`,
      text: `${subject.slice(0, 64)} ${said}`,
    },
  ];
}
