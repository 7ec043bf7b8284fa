import type { UnansweredLock } from '@/core/codes/code-owner';
import { placesUsed } from '@/core/codes/code-people';
import { unansweredSentence } from '@/core/codes/code-words';
import type { Device } from '@/core/device';
import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { paths } from '@/ui/paths';
import { TextLink } from '@/ui/text-link';

import styles from './codes.module.css';

type LockRowProps = {
  readonly lock: Device;
  readonly asking: boolean;
  /** why it did not answer when it was asked last; null: it did, or was not asked */
  readonly unanswered: UnansweredLock['why'] | null;
};

/** What a lock has told of its places, and the button that asks it again. */
export function LockRow({ lock, asking, unanswered }: LockRowProps) {
  const client = useSessionClient();
  const { used, free } = placesUsed(lock);
  return (
    <div className={styles['row']}>
      <div className={styles['words']}>
        <TextLink to={paths.device(lock.id)}>{lock.name}</TextLink>
        <p className={styles['muted']}>{sentenceOf(lock)}</p>
        {!asking && unanswered !== null && <p role="status">{unansweredSentence(unanswered, used + free > 0)}</p>}
        {lock.leaks.some(({ secret }) => secret === 'lock-code') && (
          <p>Its codes stand on the broker in clear. Its own page says where.</p>
        )}
      </div>
      <Button
        size="small"
        pending={asking}
        label={`${asking ? 'Asking' : 'Ask again'}: ${lock.name}`}
        disabledReason={lock.reachability === 'offline' ? 'It is offline at the moment.' : null}
        reasonSide="end"
        onPress={() => void client.askAccess('readCodes', { devices: [lock.id] })}
      >
        {asking ? 'Asking' : 'Ask again'}
      </Button>
    </div>
  );
}

function sentenceOf(lock: Device): string {
  const { used, free } = placesUsed(lock);
  if (used + free === 0) return 'It has not told yet which of its places are used.';
  const codes = used === 1 ? '1 code' : `${used} codes`;
  if (lock.codes?.places === 'given') return `${codes} of at most ${lock.codes.capacity ?? 'an unknown number'}.`;
  const room = free === 0 ? 'no free place that it has told of' : `${free} free ${free === 1 ? 'place' : 'places'}`;
  return `${codes}, and ${room}.`;
}
