import type { ComponentType } from 'react';
import { useParams } from 'react-router';

import { kindWords } from '@/core/describe';
import type { Device, DeviceId } from '@/core/device';
import { shownName } from '@/core/shown-name';
import { useConnection, useDevice, useListening } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { EmptyState } from '@/ui/empty-state';
import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';
import { Skeleton } from '@/ui/skeleton';

import { AbilitiesSection } from './abilities-section';
import { AccessSection } from './access-section';
import { AlertsSection } from './alerts-section';
import { ActivitySection } from './activity-section';
import styles from './device-page.module.css';
import { FirmwareSection } from './firmware-section';
import { HealthSection } from './health-section';
import { hasPictures, PictureSection } from './picture-section';
import { NamesakeNotice } from './namesake-notice';
import { StateSection } from './state-section';
import { VoicesSection } from './voices-section';

const back = { to: paths.devices, label: 'Devices' };

type DevicePageProps = {
  /** the region of its messages, which another feature draws */
  readonly Messages: ComponentType<{ readonly device: DeviceId }>;
};

/** Everything about one device. */
export function DevicePage({ Messages }: DevicePageProps) {
  const { id = '' } = useParams();
  const device = useDevice(id);
  if (device === undefined) return <NoSuchDevice />;
  return (
    // another device is another page: nothing of the last one may linger
    <div key={id} className={styles['page']}>
      <PageHeader title={shownName(device)} sentence={describe(device)} back={back} />
      <AlertsSection device={device} />
      <NamesakeNotice device={device} />
      <div className={classNames(styles['sections'], hasPictures(device) && styles['withPicture'])}>
        {hasPictures(device) && <PictureSection device={device} />}
        <StateSection device={device} />
        <div className={styles['health']}>
          <HealthSection device={device} />
        </div>
        <ActivitySection device={device} />
        <FirmwareSection device={device} />
        <AccessSection device={device} />
        <AbilitiesSection device={device} />
        <div className={styles['beside']}>
          <VoicesSection device={device} />
        </div>
      </div>
      <Messages device={id} />
    </div>
  );
}

/** "Lock by Yale, model YRD226, in the hallway." */
function describe(device: Device): string {
  const { vendor, model, room } = device;
  const maker = [vendor && `by ${vendor}`, model && `model ${model}`].filter(Boolean).join(', ');
  return [`${kindWords(device)} ${maker}`.trim(), room].filter(Boolean).join(' · ');
}

function NoSuchDevice() {
  const listening = useListening().phase !== 'settled';
  const connected = useConnection().status === 'connected';
  if (connected && listening) {
    return (
      <>
        <PageHeader title="Looking for this device" back={back} />
        <Skeleton label="Listening for this device" lines={6} />
      </>
    );
  }
  return (
    <>
      <PageHeader title="This device is not here" back={back} />
      <EmptyState
        icon="question"
        title="No device with this address is known in your home."
        actions={<LinkButton to={paths.devices}>Show all devices</LinkButton>}
      >
        It may have been removed from its bridge, or the link is from another home.
      </EmptyState>
    </>
  );
}
