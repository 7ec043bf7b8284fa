import { ageInWords, exactSince, exactTime } from './age-words';
import { useNow } from './now';

type AgeProps = {
  /** ms since the epoch; null: never */
  readonly at: number | null;
  /** what stands there for null */
  readonly never?: string;
  /** where one thing is told in full: a finger and a key find no title */
  readonly exact?: boolean;
};

/** How long ago something was; the exact time is its title, or stands behind it. */
export function Age({ at, never = 'Never', exact = false }: AgeProps) {
  const now = useNow();
  if (at === null) return <span>{never}</span>;
  return (
    <time dateTime={new Date(at).toISOString()} {...(!exact && { title: exactTime(at) })}>
      {ageInWords(at, now)}
      {exact && ` (${exactSince(at, now)})`}
    </time>
  );
}
