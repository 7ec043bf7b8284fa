import { useEffect } from 'react';

import type { Device } from '@/core/device';
import { reasonAgainstSource } from '@/core/firmware/update-source';
import { deviceFetches } from '@/firmware/startable';
import { useSessionClient } from '@/session/client-context';
import { useConnection } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Facts } from '@/ui/facts';
import { Notice } from '@/ui/notice';
import { usePageReason } from '@/ui/secure-page';

import styles from './device-drawer.module.css';

/** Where a device that fetches its firmware itself would fetch it from now: it is asked when somebody looks. */
export function UpdateSourcePart({ device }: { readonly device: Device }) {
  const client = useSessionClient();
  const pageReason = usePageReason(useConnection().status === 'connected');
  const { id, updateSource } = device;
  const fetches = deviceFetches(device);
  const ask = () => void client.command({ device: id, command: { type: 'refresh' } });
  useEffect(() => {
    if (fetches && pageReason === null) void client.command({ device: id, command: { type: 'refresh' } });
  }, [client, fetches, id, pageReason]);
  if (!fetches) return null;
  const reason = updateSource === null ? null : reasonAgainstSource(updateSource.value);
  return (
    <section className={styles['part']} aria-labelledby="firmware-source" tabIndex={-1}>
      <h3 id="firmware-source">Where it fetches its firmware from</h3>
      <Facts
        facts={[
          { label: 'Address', value: updateSource?.value.url ?? 'Not told yet' },
          ...(updateSource === null ? [] : [{ label: 'Told', value: <Age at={updateSource.at} /> }]),
        ]}
      />
      {updateSource === null && (
        <p className={styles['reason']}>
          {pageReason === null ? 'It is asked when you look here.' : 'It cannot be asked now.'} Until it answers nothing
          is started: it takes whatever lies at that address.
        </p>
      )}
      {reason !== null && (
        <Notice tone="warning" title="From there nothing is started">
          {reason}
        </Notice>
      )}
      {updateSource !== null && reason === null && (
        <p className={styles['reason']}>
          It takes whatever lies there, newer or not. The address is read again before an update starts; if it has
          changed, it is not started.
        </p>
      )}
      <div>
        <Button size="small" disabledReason={pageReason} onPress={ask}>
          Ask it again
        </Button>
      </div>
    </section>
  );
}
