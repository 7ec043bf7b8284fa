import type { RecordedFirmware } from '@/core/firmware/firmware-record';
import { Age } from '@/ui/age';
import { exactTime } from '@/ui/age-words';

import styles from './device-drawer.module.css';

/** What ran on a device, as far as this browser has seen it: the newest first. */
export function VersionHistory({ recorded }: { readonly recorded: RecordedFirmware | undefined }) {
  const versions = recorded?.versions.toReversed() ?? [];
  return (
    <section className={styles['part']} aria-labelledby="firmware-history">
      <h3 id="firmware-history">What ran on it</h3>
      {versions.length === 0 ? (
        <p>This browser has not seen a version of it yet.</p>
      ) : (
        <ol className={styles['list']}>
          {versions.map(({ version, at }, index) => (
            <li key={at} className={styles['version']}>
              <span>{version}</span>
              <span className={styles['reason']} title={exactTime(at)}>
                {index === versions.length - 1 ? 'first seen ' : 'since '}
                <Age at={at} />
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
