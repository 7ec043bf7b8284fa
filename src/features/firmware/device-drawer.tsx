import type { Device, DeviceId } from '@/core/device';
import { currencyWords, evidenceWords } from '@/firmware/currency-words';
import { lagReason, lagWords } from '@/firmware/judgement-words';
import { installedWords, latestWords } from '@/firmware/version-words';
import { useDevice } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { currencyLook } from '@/ui/currency-look';
import { Drawer } from '@/ui/drawer';
import { Facts } from '@/ui/facts';
import { paths } from '@/ui/paths';
import { StatusBadge } from '@/ui/status-badge';

import { ExposureList } from './exposure-list';
import styles from './device-drawer.module.css';
import { ImagePart } from './image-part';
import { useJudging } from './judging';
import { OwnFacts } from './own-facts';
import { SkipVersion } from './plan/skip-version';
import { SignedUpdatePart } from './signed-update-part';
import { SupportPart } from './support-part';
import { UpdateSourcePart } from './update-source-part';
import { VersionHistory } from './version-history';

type DeviceDrawerProps = { readonly id: DeviceId | null; readonly onClose: () => void };

/** Everything that is known of one device's firmware, and what it rests on. */
export function DeviceDrawer({ id, onClose }: DeviceDrawerProps) {
  const device = useDevice(id ?? '');
  if (id === null) return null;
  return (
    <Drawer open onClose={onClose} title={device?.name ?? 'Unknown device'}>
      {device === undefined ? <p>No device of this home has that name any more.</p> : <Details device={device} />}
    </Drawer>
  );
}

function Details({ device }: { readonly device: Device }) {
  const { judge, find } = useJudging();
  const judgement = judge(device);
  const { currency, lag, exposures, support } = judgement;
  const whyLag = lagReason(lag, judgement.standing.currency === 'behind');
  const maker = [device.vendor, device.model].filter(Boolean).join(' ');
  return (
    <>
      <section className={styles['part']} aria-labelledby="firmware-standing">
        <h3 id="firmware-standing">How it stands</h3>
        <StatusBadge look="plain" {...currencyLook[currency]}>
          {currencyWords[currency]}
        </StatusBadge>
        <p>{evidenceWords(device, judgement.standing)}</p>
        <Facts
          facts={[
            { label: 'Model', value: maker === '' ? 'Not told' : maker },
            { label: 'Installed', value: installedWords(device) ?? 'Not told' },
            { label: 'Latest', value: latestWords(device) ?? 'Not known' },
            { label: 'Behind', value: lagWords(lag) ?? 'Not known' },
          ]}
        />
        {whyLag !== null && <p className={styles['reason']}>{whyLag}</p>}
        <SkipVersion device={device} />
        <div>
          <LinkButton to={paths.device(device.id)} size="small">
            Show the device
          </LinkButton>
        </div>
      </section>
      <UpdateSourcePart device={device} />
      {judgement.image !== null && <ImagePart device={device} image={judgement.image} />}
      <SignedUpdatePart device={device} />
      <ExposureList device={device} exposures={exposures} />
      <SupportPart device={device} support={support} />
      <OwnFacts device={device} />
      <VersionHistory recorded={find(device)} />
    </>
  );
}
