import { useMemo, useRef } from 'react';

import { judgeBy } from '@/firmware/judge';
import { useConnection, useDeviceCount, useDeviceView, useFirmwareKnowledge, useListening } from '@/store/home-hooks';
import { Button, LinkButton } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { PageHeader } from '@/ui/page-header';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { SearchField } from '@/ui/search-field';
import { Skeleton } from '@/ui/skeleton';
import { VirtualGrid } from '@/ui/grid/virtual-grid';

import { columns } from './columns';
import { deviceListView } from './device-list';
import { DeviceRow } from './device-row';
import styles from './devices-page.module.css';
import { useListAddress, type ListAddress } from './use-list-address';
import { WithheldNotice } from './withheld-notice';

/** Everything in the house, to be searched and sorted. */
export function DevicesPage() {
  const all = useDeviceCount();
  const address = useListAddress();
  return (
    <>
      <PageHeader
        title="Devices"
        actions={
          <LinkButton to={paths.unknown} size="small" icon="question">
            Unknown traffic
          </LinkButton>
        }
      />
      <WithheldNotice />
      {all === 0 ? <NoDevices /> : <DeviceList all={all} address={address} />}
    </>
  );
}

function DeviceList({ all, address }: { readonly all: number; readonly address: ListAddress }) {
  const { filter, setFilter, sort, setSort } = address;
  const { column, direction } = sort;
  const knowledge = useFirmwareKnowledge();
  const now = useNow(3_600_000);
  const view = useMemo(() => {
    const { judge } = judgeBy(knowledge);
    return deviceListView(filter, { column, direction }, (device) => judge(device, now).currency);
  }, [filter, column, direction, knowledge, now]);
  const ids = useDeviceView(view);
  const count = useRef<HTMLParagraphElement>(null);
  return (
    <>
      <div className={styles['tools']}>
        <SearchField label="Filter devices" value={filter} onChange={setFilter} />
        <p ref={count} role="status" aria-label="Device count" tabIndex={-1} className={styles['count']}>
          {countWords(ids.length, all)}
        </p>
      </div>
      {ids.length === 0 ? (
        <EmptyState
          icon="search"
          title={`No device matches “${filter}”.`}
          actions={
            // not the field: on a phone that would bring up its keys
            <Button onPress={() => setFilter('')} heir={() => count.current}>
              Show all devices
            </Button>
          }
        >
          The filter looks at names, rooms, kinds, makers, models and what a device says, like “unlocked” or “offline”.
        </EmptyState>
      ) : (
        <VirtualGrid label="Devices" columns={columns} ids={ids} Row={DeviceRow} sort={sort} onSort={setSort} />
      )}
    </>
  );
}

function NoDevices() {
  const listening = useListening().phase !== 'settled';
  const connected = useConnection().status === 'connected';
  if (connected && listening) return <Skeleton label="Listening for devices" lines={8} />;
  return (
    <>
      <p role="status" aria-label="Device count" className={styles['count']}>
        0 devices
      </p>
      <EmptyState icon="sensor" title={connected ? 'This broker has told of no device.' : 'No device is known yet.'}>
        {connected
          ? 'Gatehouse heard nobody it understands. Check that your bridge runs, and that the account you signed in with may read its topics. What else speaks on the broker stands under “Unknown traffic”.'
          : 'As soon as the broker can be reached, your devices appear here.'}
      </EmptyState>
    </>
  );
}

function countWords(shown: number, all: number): string {
  const devices = all === 1 ? 'device' : 'devices';
  return shown === all ? `${all} ${devices}` : `${shown} of ${all} ${devices}`;
}
