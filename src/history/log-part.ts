import { readLog, type LogRecord } from './history-records';
import type { HistoryShelf } from './history-shelf';
import { nameOfSeries, type Seal } from './seal';
import { epochName, type Span } from './unfolded';

type Place = {
  readonly shelf: HistoryShelf;
  readonly seal: Seal;
  /** of the home, as it lies there */ readonly name: string;
};

/** The log of a span, oldest first; of one epoch of it, where one is named. */
export async function logIn(
  { shelf, seal, name }: Place,
  { from, to }: Span,
  epoch?: number,
): Promise<readonly LogRecord[]> {
  const records = await shelf.range('log', name, from, to + 1);
  const series = epoch === undefined ? null : await nameOfSeries(seal, epochName(epoch));
  const wanted = series === null ? records : records.filter(({ key }) => key[2] === series);
  const texts = await Promise.all(wanted.map(({ bytes }) => seal.open(bytes)));
  return texts.flatMap((text) => readLog(text) ?? []);
}
