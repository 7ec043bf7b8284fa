import type { NabFile } from './nab-data';

/** What a score is worth can only be seen beside these: neither of them detects anything. */
export const floors: readonly { readonly name: string; readonly run: (file: NabFile) => Float64Array }[] = [
  { name: 'an alarm whenever the distance from the running mean is the largest yet', run: records },
  { name: 'an alarm every tenth of a file, without looking', run: everyTenth },
];

function records({ values }: NabFile): Float64Array {
  let mean = 0;
  let largest = 0;
  return Float64Array.from(values, (value, row) => {
    const distance = row === 0 ? 0 : Math.abs(value - mean);
    mean += (value - mean) / (row + 1);
    if (distance <= largest) return 0;
    largest = distance;
    return 1;
  });
}

function everyTenth({ values }: NabFile): Float64Array {
  const tenth = Math.max(1, Math.floor(values.length / 10));
  return Float64Array.from(values, (_, row) => (row > 0 && row % tenth === 0 ? 1 : 0));
}
