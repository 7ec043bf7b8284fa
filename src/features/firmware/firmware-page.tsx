import { useMemo } from 'react';
import { useSearchParams } from 'react-router';

import { isUnfinished } from '@/firmware/queue';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useDeviceCount, useDeviceView, useFirmwareTasks, useListening } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { FilterTiles } from '@/ui/filter-tiles';
import type { GridColumn } from '@/ui/grid-column';
import { PageHeader } from '@/ui/page-header';
import { Skeleton } from '@/ui/skeleton';
import { VirtualTable } from '@/ui/virtual-table';

import { firmwareListView, groups, type FirmwareList, type Group } from './firmware-list';
import styles from './firmware-page.module.css';
import { FirmwareRow } from './firmware-row';
import { tilesOf } from './firmware-tiles';
import { usePageReason } from './page-reason';
import { UpdatePlanSection } from './plan/update-plan-section';
import { RoundStatus } from './round-status';
import { SelectionProvider } from './selection';
import { UpdateSelected } from './update-selected';

/** What runs on every device, what is newer, and the way there. */
export function FirmwarePage() {
  const known = useDeviceCount() > 0;
  return known ? <Firmware /> : <NothingKnown />;
}

const columns: readonly GridColumn[] = [
  { id: 'select', heading: 'Select', width: '3rem' },
  { id: 'name', heading: 'Device', width: 'minmax(10rem, 1.3fr)' },
  { id: 'installed', heading: 'Installed', width: 'minmax(6rem, 0.7fr)' },
  { id: 'latest', heading: 'Latest', width: 'minmax(6rem, 0.7fr)' },
  { id: 'state', heading: 'State', width: 'minmax(14rem, 2.2fr)' },
  { id: 'action', heading: 'Action', width: '8rem' },
];

function Firmware() {
  const [show, setShow] = useShown();
  const list = useDeviceView(useMemo(() => firmwareListView(show), [show]));
  return (
    <SelectionProvider>
      <PageHeader
        title="Firmware"
        sentence="What runs on your devices, and what is newer."
        actions={<CheckButton checkable={list.checkable} />}
      />
      <FilterTiles label="Show by state" tiles={tilesOf(list.counts)} value={show} onChange={setShow} />
      <div className={styles['tools']}>
        <UpdateSelected updatable={list.updatable} />
        <RoundStatus />
      </div>
      <Devices list={list} show={show} onShowAll={() => setShow(null)} />
      <UpdatePlanSection />
    </SelectionProvider>
  );
}

type DevicesProps = { readonly list: FirmwareList; readonly show: Group | null; readonly onShowAll: () => void };

function Devices({ list, show, onShowAll }: DevicesProps) {
  if (list.ids.length === 0 && show !== null) {
    return (
      <EmptyState icon="firmware" title={emptyTitles[show]} actions={<Button onPress={onShowAll}>Show all</Button>} />
    );
  }
  return (
    <VirtualTable label="Firmware" columns={columns} ids={list.ids} Row={FirmwareRow} cardClassName={styles['card']} />
  );
}

const emptyTitles: Readonly<Record<Group, string>> = {
  current: 'Of no device it is known that it is up to date.',
  available: 'No update is available, as far as anybody has told.',
  unknown: 'There is no device of which nothing is known.',
  updating: 'Nothing is being updated right now.',
};

/** Which tile is pressed stands in the page's address, so that a link or the way back shows the same. */
function useShown(): readonly [Group | null, (show: Group | null) => void] {
  const [params, setParams] = useSearchParams();
  const show = groups.find((group) => group === params.get('show')) ?? null;
  const put = (next: Group | null) =>
    setParams(next === null ? {} : { show: next }, { replace: true, preventScrollReset: true });
  return [show, put];
}

function CheckButton({ checkable }: Pick<FirmwareList, 'checkable'>) {
  const client = useSessionClient();
  const pageReason = usePageReason();
  const asking = useFirmwareTasks().some((task) => task.work === 'check' && isUnfinished(task));
  const nobody = checkable.length === 0 ? 'None of your devices can be asked over MQTT right now.' : null;
  return (
    <Button
      icon="refresh"
      pending={asking}
      disabledReason={asking ? null : (pageReason ?? nobody)}
      onPress={() => client.firmware({ type: 'add', work: 'check', devices: checkable })}
    >
      {asking ? 'Checking for updates…' : 'Check for updates'}
    </Button>
  );
}

function NothingKnown() {
  const listening = useListening().phase !== 'settled';
  const connected = useConnection().status === 'connected';
  return (
    <>
      <PageHeader title="Firmware" />
      {connected && listening ? (
        <Skeleton label="Listening for devices" lines={8} />
      ) : (
        <EmptyState
          icon="firmware"
          title={connected ? 'This broker has told of no device.' : 'No device is known yet.'}
        >
          As soon as a device speaks, its firmware stands here.
        </EmptyState>
      )}
    </>
  );
}
