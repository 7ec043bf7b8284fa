import { useMemo, useRef, useState } from 'react';

import { roomIn, roomWords } from '@/firmware/plan-room';
import { isUnfinished } from '@/firmware/queue';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useDeviceCount, useDeviceView, useFirmwareTasks, useListening } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { FilterTiles } from '@/ui/filter-tiles';
import { PageHeader } from '@/ui/page-header';
import { SearchField } from '@/ui/search-field';
import { usePageReason } from '@/ui/secure-page';
import { Skeleton } from '@/ui/skeleton';
import { VirtualTable } from '@/ui/grid/virtual-table';

import { ArrangeTable, sortedBy } from './arrange-table';
import { CatalogsSection } from './catalogs-section';
import { columnsShown } from './columns';
import { DeviceDrawer } from './device-drawer';
import { ExportButton } from './export-button';
import { firmwareListView, type FirmwareList, type Group } from './firmware-list';
import styles from './firmware-page.module.css';
import { FirmwareRow } from './firmware-row';
import { tilesOf } from './firmware-tiles';
import { JudgingProvider, useJudging } from './judging';
import { UpdatePlanSection } from './plan/update-plan-section';
import { RoundStatus } from './round-status';
import { SelectionProvider } from './selection';
import { OpenDetails, ShownColumns } from './shown-columns';
import { rememberChoice, rememberedChoice, type TableChoice } from './table-choice';
import { TrendSection } from './trend-section';
import { UpdateSelected } from './update-selected';
import { useFirmwareAddress, type FirmwareAddress } from './use-firmware-address';

/** What runs on every device, what is newer, what is attacked, and the way there. */
export function FirmwarePage() {
  const known = useDeviceCount() > 0;
  if (!known) return <NothingKnown />;
  return (
    <JudgingProvider>
      <SelectionProvider>
        <Firmware />
      </SelectionProvider>
    </JudgingProvider>
  );
}

function Firmware() {
  const address = useFirmwareAddress();
  const { show, setShow, filter, setFilter, device, setDevice } = address;
  const { judge } = useJudging();
  const [choice, arrange] = useTableChoice();
  const { sort, direction } = choice;
  const list = useDeviceView(
    useMemo(() => firmwareListView({ show, filter, sort, direction, judge }), [show, filter, sort, direction, judge]),
  );
  return (
    <>
      <PageHeader
        title="Firmware"
        sentence="What runs on your devices, what is newer, and what is known to be attacked."
        actions={<CheckButton checkable={list.checkable} />}
      />
      <FilterTiles label="Show by state" tiles={tilesOf(list.counts, show)} value={show} onChange={setShow} />
      <div className={styles['tools']}>
        <SearchField label="Filter firmware" value={filter} onChange={setFilter} />
        <div className={styles['bulk']}>
          <ArrangeTable choice={choice} onChange={arrange} />
          <ExportButton ids={list.ids} />
        </div>
      </div>
      <div className={styles['tools']}>
        <UpdateSelected updatable={list.updatable} />
        <RoundStatus />
      </div>
      <OpenDetails value={setDevice}>
        <Devices list={list} address={address} choice={choice} onArrange={arrange} />
      </OpenDetails>
      <UpdatePlanSection />
      <TrendSection />
      <CatalogsSection />
      <DeviceDrawer id={device} onClose={() => setDevice(null)} />
    </>
  );
}

/** Remembered by this browser. */
function useTableChoice(): readonly [TableChoice, (choice: TableChoice) => void] {
  const [choice, setChoice] = useState(rememberedChoice);
  const arrange = (next: TableChoice) => {
    setChoice(next);
    rememberChoice(next);
  };
  return [choice, arrange];
}

type DevicesProps = {
  readonly list: FirmwareList;
  readonly address: FirmwareAddress;
  readonly choice: TableChoice;
  readonly onArrange: (choice: TableChoice) => void;
};

function Devices({ list, address, choice, onArrange }: DevicesProps) {
  const { show, setShow, filter, setFilter } = address;
  const table = useRef<HTMLDivElement>(null);
  const columns = useMemo(() => columnsShown(choice.columns), [choice.columns]);
  const shown = useMemo(() => new Set(columns.map(({ id }) => id)), [columns]);
  if (list.ids.length === 0 && (show !== null || filter !== '')) {
    const showAll = () => {
      if (filter === '') setShow(null);
      else setFilter('');
    };
    return (
      <EmptyState
        icon="firmware"
        title={filter === '' && show !== null ? emptyTitles[show] : `No device matches “${filter}”.`}
        actions={
          <Button onPress={showAll} heir={() => table.current}>
            Show all
          </Button>
        }
      />
    );
  }
  return (
    <ShownColumns value={shown}>
      <VirtualTable
        ref={table}
        label="Firmware"
        columns={columns}
        ids={list.ids}
        Row={FirmwareRow}
        cardClassName={styles['card']}
        sort={{ column: choice.sort, direction: choice.direction }}
        onSort={({ column, direction }) => onArrange(sortedBy(choice, column, direction))}
      />
    </ShownColumns>
  );
}

const emptyTitles: Readonly<Record<Group, string>> = {
  vulnerable: 'Of no device it is known that it has an attacked weakness.',
  check: 'There is nothing to be checked.',
  unsupported: 'Of no device it is known that its support has ended.',
  current: 'Of no device it is known that it is up to date.',
  available: 'No update is available, as far as anybody has told.',
  'to-ask': 'The Zigbee index has nothing newer of which no bridge has told.',
  unknown: 'There is no device of which nothing is known.',
  updating: 'Nothing is being updated right now.',
};

function CheckButton({ checkable }: Pick<FirmwareList, 'checkable'>) {
  const client = useSessionClient();
  const pageReason = usePageReason(useConnection().status === 'connected');
  const asking = useFirmwareTasks().some((task) => task.work === 'check' && isUnfinished(task));
  const nobody = checkable.length === 0 ? 'None of your devices can be asked over MQTT right now.' : null;
  const tooMany = roomWords(checkable.length, roomIn(useFirmwareTasks()));
  return (
    <>
      {!asking && tooMany !== null && <p>{tooMany}</p>}
      <Button
        icon="refresh"
        pending={asking}
        disabledReason={asking ? null : (pageReason ?? nobody)}
        onPress={() => client.firmware({ type: 'add', work: 'check', devices: checkable })}
      >
        {asking ? 'Checking for updates…' : 'Check for updates'}
      </Button>
    </>
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
