import type { DeviceId } from '../device';
import type { RotationOutcome, RotationWay } from './rotation';

/** A password that was replaced, or was to be, the code of a lock, or what was decided of a log-in: whose, by whom, when and how it ended. Holds no secret. */
export type RotationRecord = {
  /** the rotation's own name */
  readonly id: string;
  /** the name of the device in the account database, or of the person */
  readonly account: string;
  readonly device: DeviceId | null;
  readonly name: string;
  /** null: nobody here saw how */
  readonly way: RotationWay | null;
  /** whose log-in did it; null: not known */
  readonly by: string | null;
  /** ms since the epoch */
  readonly at: number;
  /** `added`, `removed`: a code, where there was none before or is none after. `decided`: who is let in, or by which rule */
  readonly outcome: RotationOutcome | 'added' | 'removed' | 'decided';
  /** how it ended, in plain words */
  readonly sentence: string;
  /**
   * Who says so: this browser did it; the account database holds the password that was made; or another browser told it on the
   * broker, where others may write too.
   */
  readonly source: 'here' | 'accounts' | 'told';
};

/** Of what others told so many are kept, so that nobody can crowd out what was seen here. */
const mostTold = 100;
const mostRecords = 500;

/** The newest first, each rotation once: what is surest of it, with what only others know filled in. */
export function withRecords(
  known: readonly RotationRecord[],
  added: readonly RotationRecord[],
): readonly RotationRecord[] {
  const byId = new Map<string, RotationRecord>();
  for (const one of [...known, ...added]) {
    const other = byId.get(one.id);
    byId.set(one.id, other === undefined ? one : merged(other, one));
  }
  const sorted = [...byId.values()].toSorted((one, other) => other.at - one.at);
  const told = sorted.filter(({ source }) => source === 'told').slice(0, mostTold);
  return sorted.filter((one) => one.source !== 'told' || told.includes(one)).slice(0, mostRecords);
}

const surest: readonly RotationRecord['source'][] = ['here', 'accounts', 'told'];

function merged(one: RotationRecord, other: RotationRecord): RotationRecord {
  const [surer, less] = surest.indexOf(one.source) <= surest.indexOf(other.source) ? [one, other] : [other, one];
  return { ...surer, by: surer.by ?? less.by, way: surer.way ?? less.way, device: surer.device ?? less.device };
}
