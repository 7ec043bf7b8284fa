import type { FirmwareTask } from '@/core/firmware/firmware-task';
import { momentsOf } from '@/firmware/timeline';
import { exactTime } from '@/ui/age-words';
import { momentWords } from '@/ui/clock-words';
import { useNow } from '@/ui/now';

import styles from './update-plan-section.module.css';

/** When an update was ordered, begun and over. */
export function TaskMoments({ task }: { readonly task: FirmwareTask }) {
  const now = useNow(60_000);
  return (
    <dl className={styles['moments']}>
      {momentsOf(task).map(({ what, at }) => (
        <div key={what} className={styles['moment']}>
          <dt>{what}</dt>
          <dd>
            <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
              {momentWords(at, now)}
            </time>
          </dd>
        </div>
      ))}
    </dl>
  );
}
