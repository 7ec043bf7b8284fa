import type { Command } from '@/core/command';
import { deviceCan } from '@/core/device-can';
import type { Device } from '@/core/device';
import { pictureWords } from '@/core/picture-words';
import type { ShownPicture } from '@/session/protocol';
import { usePicture } from '@/session/client-picture';
import { exactTime } from '@/ui/age-words';
import { Notice } from '@/ui/notice';
import { useNow } from '@/ui/now';
import { Photo, PhotoFrame, PhotoPlaceholder } from '@/ui/photo';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';

import { Commands } from './commands';
import styles from './device-page.module.css';

const takePicture: readonly Command[] = [{ type: 'take-picture' }];

export function hasPictures(device: Device): boolean {
  return device.picture !== null || deviceCan['take-picture'](device);
}

/** What the camera sees, how old that is, and a button for a new one. */
export function PictureSection({ device }: { readonly device: Device }) {
  const answer = usePicture(device);
  return (
    <Section heading="Picture">
      <div className={styles['stack']}>
        {answer.status === 'here' ? (
          <PictureOf device={device} picture={answer.picture} />
        ) : (
          <PhotoFrame>{placeholders[answer.status]}</PhotoFrame>
        )}
        {deviceCan['take-picture'](device) && <Commands device={device} commands={takePicture} />}
      </div>
    </Section>
  );
}

const placeholders = {
  none: (
    <PhotoPlaceholder icon="camera" title="No picture yet">
      The next one it takes appears here.
    </PhotoPlaceholder>
  ),
  loading: <Skeleton label="Loading the picture" lines={1} />,
  gone: (
    <PhotoPlaceholder icon="camera" title="Its last picture is not kept any more">
      The next one it takes appears here.
    </PhotoPlaceholder>
  ),
} as const;

const undecodable = (
  <PhotoPlaceholder icon="question" title="This cannot be shown as a picture">
    What the camera sent was cut, or is something else.
  </PhotoPlaceholder>
);

function PictureOf({ device, picture }: { readonly device: Device; readonly picture: ShownPicture }) {
  const now = useNow(1_000);
  const { told, bytes, standstill } = picture;
  const { standing, alt, caption, note } = pictureWords(device, told, now, standstill);
  const taken = told.value.takenAt ?? (told.retained ? null : told.at);
  return (
    <figure className={styles['stack']}>
      <Photo bytes={bytes} type={told.value.type} alt={alt} faded={standing === 'away'} broken={undecodable} />
      <figcaption className={styles['stack']}>
        <p className={styles['muted']} {...(taken !== null && { title: exactTime(taken) })}>
          {caption}
        </p>
        {note !== null && (
          <Notice tone={standing === 'away' || standing === 'frozen' ? 'warning' : 'info'} title={note} />
        )}
      </figcaption>
    </figure>
  );
}
