import { useMutation } from '@tanstack/react-query';

import type { OtaImage } from '@/core/firmware/advisory';
import type { Device } from '@/core/device';
import { sizeWords } from '@/core/history-words';
import { checkImage } from '@/firmware/image-check';
import { isHeldBack, offeredVersion } from '@/firmware/plan';
import { useSessionClient } from '@/session/client-context';
import { useUpdatePlan } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { Facts } from '@/ui/facts';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';

import styles from './device-drawer.module.css';
import { fetchServedImage, sumOf } from './served-image';

type ImagePartProps = { readonly device: Device; readonly image: OtaImage };

/** no Zigbee file is larger */
const mostBytes = 8 * 1024 * 1024;

/** The file of a Zigbee update as the index names it; one that lies at home is compared with that. */
export function ImagePart({ device, image }: ImagePartProps) {
  const client = useSessionClient();
  const held = isHeldBack(useUpdatePlan(), device);
  const compare = useMutation({
    mutationFn: async (read: () => Promise<ArrayBuffer | null>) => {
      const file = await read();
      if (file === null) return null;
      const check = checkImage(image, { bytes: file.byteLength, sha512: await sumOf(file) });
      const version = check.isSame ? null : offeredVersion(device);
      if (held !== !check.isSame) client.firmware({ type: 'skip', device: device.id, version, because: 'image' });
      return check;
    },
    gcTime: 0,
  });
  const { data: check } = compare;
  // the page of a home without https has no WebCrypto
  const cannot = globalThis.crypto?.subtle === undefined ? 'Only a page with https can compare files.' : null;
  return (
    <section className={styles['part']} aria-labelledby="firmware-image" tabIndex={-1}>
      <h3 id="firmware-image">The file of this update</h3>
      <Facts
        facts={[
          { label: 'Size', value: `${sizeWords(image.bytes)} (${image.bytes} bytes)` },
          { label: 'SHA-512', value: image.sha512 },
          { label: 'By', value: 'The Zigbee OTA index, its entry of the version on offer' },
        ]}
      />
      <p className={styles['reason']}>
        The bridge fetches the file itself. If it lies at home, it can be compared here; nothing of it is sent.
      </p>
      <div className={styles['buttons']}>
        <FileButton
          accept={['.ota', '.zigbee', '.bin']}
          mostBytes={mostBytes}
          onBytes={(bytes) => compare.mutate(async () => bytes)}
          disabledReason={cannot}
          pending={compare.isPending}
          size="small"
        >
          Compare a file
        </FileButton>
        {image.fileName != null && (
          <Button
            size="small"
            disabledReason={cannot}
            pending={compare.isPending}
            onPress={() => compare.mutate(() => fetchServedImage(image.fileName ?? '', mostBytes))}
          >
            Compare the one beside this page
          </Button>
        )}
      </div>
      {check === null && (
        <Notice tone="warning" role="status" title="There was nothing to compare">
          {image.fileName == null
            ? 'The file could not be read, or is larger than any firmware.'
            : `The file could not be read. Beside this page it would lie at catalogs/zigbee-images/${image.fileName}.`}
        </Notice>
      )}
      {check != null && <Notice tone={check.isSame ? 'ok' : 'critical'} role="status" title={check.sentence} />}
      {held && (
        <Notice tone="warning" title="Its update is held">
          The file that was compared is not the one that the index names. Compare the right one to go on.
        </Notice>
      )}
    </section>
  );
}
