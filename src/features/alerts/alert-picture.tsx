import type { Alert } from '@/core/alerts/alert';
import type { Device } from '@/core/device';
import { pictureBesideWords, pictureWords } from '@/core/picture-words';
import { mayBeSeen } from '@/core/witness';
import { useAlertPicture } from '@/session/client-alert-picture';
import type { AlertPicture as Seen } from '@/session/protocol';
import { useDevice } from '@/store/home-hooks';
import { Photo, PhotoPlaceholder } from '@/ui/photo';
import { TextLink } from '@/ui/text-link';
import { paths } from '@/ui/paths';

import styles from './alerts-page.module.css';

/** What a camera saw of it: the picture of that moment, and how far apart they are. */
export function AlertPicture({ alert }: { readonly alert: Alert }) {
  const device = useDevice(alert.device ?? '');
  const seen = useAlertPicture(alert.id, device !== undefined && mayBeSeen(device));
  const camera = useDevice(seen?.camera ?? '');
  if (seen === null || camera === undefined) return null;
  return <Picture alert={alert} camera={camera} seen={seen} />;
}

type PictureProps = { readonly alert: Alert; readonly camera: Device; readonly seen: Seen };

function Picture({ alert, camera, seen: { told, bytes, standstill } }: PictureProps) {
  const beside = pictureBesideWords(camera, told, alert.t);
  // as it stood when it came; that it is old is said by how far apart they are
  const { standing, note } = pictureWords(camera, told, told.at, standstill);
  return (
    <figure className={styles['picture']}>
      <Photo bytes={bytes} type={told.value.type} alt={`Picture from ${beside}`} broken={undecodable} />
      <figcaption className={styles['caption']}>
        <TextLink to={paths.device(camera.id)}>{beside}</TextLink>
        {standing === 'frozen' && <p>{note}</p>}
      </figcaption>
    </figure>
  );
}

const undecodable = (
  <PhotoPlaceholder icon="question" title="This cannot be shown as a picture">
    What the camera sent was cut, or is something else.
  </PhotoPlaceholder>
);
