import { ageInWords, exactTime } from './age-words';
import { useNow } from './now';

type AgeProps = {
  /** ms since the epoch; null: never */
  readonly at: number | null;
  /** what stands there for null */
  readonly never?: string;
};

/** How long ago something was; the exact time is its title. */
export function Age({ at, never = 'Never' }: AgeProps) {
  const now = useNow();
  if (at === null) return <span>{never}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
      {ageInWords(at, now)}
    </time>
  );
}
