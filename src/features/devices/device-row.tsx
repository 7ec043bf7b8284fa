import { headline, isStale, kindWords, reachabilityWords, statusWords } from '@/core/describe';
import type { Device, DeviceId } from '@/core/device';
import { shownName } from '@/core/shown-name';
import { currencyWords } from '@/firmware/currency-words';
import { judgeBy } from '@/firmware/judge';
import { useDevice, useFirmwareKnowledge } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { BatteryLevel } from '@/ui/battery-level';
import { kindIcon, readingIcon, toneOfMood } from '@/ui/device-look';
import type { IconName } from '@/ui/icon';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { SignalLevel } from '@/ui/signal-level';
import { StatusBadge } from '@/ui/status-badge';
import { GridCell, GridLink } from '@/ui/grid/virtual-grid';
import { VisuallyHidden } from '@/ui/visually-hidden';

import styles from './devices-page.module.css';

/** One row of the list; it reads its own device. */
export function DeviceRow({ id }: { readonly id: DeviceId }) {
  const device = useDevice(id);
  if (device === undefined) return null;
  return (
    <>
      <GridCell fold="title" rowHeader>
        <GridLink to={paths.device(id)}>{shownName(device)}</GridLink>
      </GridCell>
      <GridCell fold="detail">{kindWords(device)}</GridCell>
      <GridCell fold="hidden">{device.room ?? <Unknown label="No room told" />}</GridCell>
      <GridCell fold="aside">
        <Status device={device} />
      </GridCell>
      <GridCell fold="hidden">
        <BatteryCell device={device} />
      </GridCell>
      <GridCell fold="hidden">
        {device.signal === null ? <Unknown label="Signal not told" /> : <SignalLevel signal={device.signal.value} />}
      </GridCell>
      <GridCell fold="hidden">
        <Firmware device={device} />
      </GridCell>
      <GridCell fold="detail-aside">
        {device.lastSeen === null ? <Unknown label="Not seen yet" /> : <Age at={device.lastSeen} />}
      </GridCell>
    </>
  );
}

function Status({ device }: { readonly device: Device }) {
  const status = statusWords(device);
  const presence = reachabilityWords(device);
  return (
    <span className={styles['status']}>
      <StatusBadge look="plain" tone={toneOfMood[status.mood]} icon={statusIcon(device)}>
        {status.words}
      </StatusBadge>
      {presence.words !== status.words && <span className={styles['presence']}>{presence.words}</span>}
    </span>
  );
}

function statusIcon(device: Device): IconName {
  if (isStale(device)) return 'offline';
  const { key } = headline(device);
  return key === null ? kindIcon(device) : readingIcon(device, key);
}

function BatteryCell({ device }: { readonly device: Device }) {
  if (device.battery !== null) return <BatteryLevel battery={device.battery.value} />;
  if (device.power === 'mains') return <span className={styles['unknown']}>Mains</span>;
  return <Unknown label="Battery not told" />;
}

function Firmware({ device }: { readonly device: Device }) {
  const installed = device.firmware?.value.installed ?? null;
  const { currency } = judgeBy(useFirmwareKnowledge()).judge(device, useNow(3_600_000));
  const isWell = currency === 'current' || currency === 'unknown';
  if (installed === null && isWell) return <Unknown label="Firmware not told" />;
  return (
    <span className={styles['status']}>
      <span className={styles['version']}>{installed ?? 'Version unknown'}</span>
      {!isWell && <span className={styles['update']}>{currencyWords[currency]}</span>}
    </span>
  );
}

/** Nobody told: a dash for the eye, words for the ear. */
function Unknown({ label }: { readonly label: string }) {
  return (
    <span className={styles['unknown']} title={label}>
      <span aria-hidden="true">–</span>
      <VisuallyHidden>{label}</VisuallyHidden>
    </span>
  );
}
