import { headline, isStale, reachabilityWords } from '@/core/describe';
import type { DeviceId } from '@/core/device';
import { shownName } from '@/core/shown-name';
import { useDevice } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { classNames } from '@/ui/class-names';
import { kindIcon, readingIcon, toneOfMood } from '@/ui/device-look';
import { Icon } from '@/ui/icon';
import { paths } from '@/ui/paths';
import { TextLink } from '@/ui/text-link';
import tones from '@/ui/tone.module.css';

import styles from './overview-page.module.css';

/** One device at a glance: its name, what it says, and since when. The whole tile leads to it. */
export function DeviceTile({ id }: { readonly id: DeviceId }) {
  const device = useDevice(id);
  if (device === undefined) return null;
  const { words, mood, key, at, remembered } = headline(device);
  const away = isStale(device);
  const presence = reachabilityWords(device).short;
  return (
    <TextLink to={paths.device(id)} className={classNames(styles['tile'], tones[toneOfMood[mood]])}>
      <span className={styles['picture']}>
        <Icon name={away ? 'offline' : key === null ? kindIcon(device) : readingIcon(device, key)} />
      </span>
      <span className={styles['name']}>{shownName(device)}</span>
      <span className={styles['state']}>
        <span className={styles['words']}>
          {!away ? words : key === null ? presence : `${presence}, ${words.replace('Last known', 'last')}`}
        </span>
        {!away && <span className={styles['age']}>{remembered ? 'last known' : at !== null && <Age at={at} />}</span>}
      </span>
    </TextLink>
  );
}
