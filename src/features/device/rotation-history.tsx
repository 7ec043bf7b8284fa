import { useQuery } from '@tanstack/react-query';

import type { Device } from '@/core/device';
import { recordSource } from '@/core/log-ins/rotation-record-words';
import { useSessionClient } from '@/session/client-context';
import { useRotations, useUnread } from '@/store/home-hooks';
import { Age } from '@/ui/age';

import styles from './device-page.module.css';

const shown = 5;

/** When this device's password, or a code of it, was replaced, or it was let in or out, by whom and how that ended. Without any it is not there. */
export function RotationHistory({ device: { id } }: { readonly device: Device }) {
  const client = useSessionClient();
  const unread = useUnread();
  const ended = useRotations().filter(({ device, outcome }) => device === id && outcome !== null);
  const turns = ended.map((rotation) => rotation.id).join();
  const { data = [] } = useQuery({
    queryKey: ['rotation-history', id, turns, unread],
    queryFn: () => client.rotationHistory(id),
  });
  if (data.length === 0) return null;
  return (
    <ul aria-label="Changes of its password, its codes and its rights" className={styles['records']}>
      {data.slice(0, shown).map((record) => (
        <li key={record.id}>
          {record.sentence}{' '}
          <span className={styles['muted']}>
            {recordSource(record)} <Age at={record.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
