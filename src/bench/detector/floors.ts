import type { NabFile } from './nab-data';

type Floor = { readonly name: string; readonly run: (file: NabFile) => Float64Array };

/** What a score is worth can only be seen beside these: none of them detects anything. */
export const floors: readonly [Floor, ...Floor[]] = [
  { name: 'an alarm whenever the distance from the running mean is the largest yet', run: records },
  { name: 'an alarm every tenth of a file without looking, at its beginning', run: (file) => everyTenth(file, 0) },
  { name: 'the same a little behind its middle, where it does best here', run: (file) => everyTenth(file, 0.62) },
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

/** `phase`: where in each tenth, 0–1. Windows are as narrow as a fiftieth of a file, so that it makes a difference. */
function everyTenth({ values }: NabFile, phase: number): Float64Array {
  const tenth = Math.max(1, Math.floor(values.length / 10));
  const at = Math.floor(phase * tenth);
  return Float64Array.from(values, (_, row) => (row > 0 && row % tenth === at ? 1 : 0));
}
