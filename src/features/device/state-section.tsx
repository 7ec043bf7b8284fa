import { describeReadings, headline, isStale, type DescribedReading } from '@/core/describe';
import type { Device } from '@/core/device';
import { Age } from '@/ui/age';
import { classNames } from '@/ui/class-names';
import { kindIcon, readingIcon, toneOfMood } from '@/ui/device-look';
import { Icon } from '@/ui/icon';
import { Section } from '@/ui/section';
import tones from '@/ui/tone.module.css';

import { Commands, stateCommandsOf } from './commands';
import styles from './device-page.module.css';

/** What the device says of the house, how we know, and what can be asked of it. */
export function StateSection({ device }: { readonly device: Device }) {
  const { words, mood, key, at, remembered } = headline(device);
  const others = describeReadings(device).filter((reading) => reading.key !== key);
  return (
    <Section heading="State">
      <div className={styles['stack']}>
        <div className={classNames(styles['headline'], tones[toneOfMood[mood]])}>
          <span className={styles['seal']}>
            <Icon name={key === null ? kindIcon(device) : readingIcon(device, key)} size={24} />
          </span>
          <div>
            <p className={styles['words']} role="status" aria-label="Device state">
              {words}
            </p>
            <p className={styles['evidence']}>
              {key === null ? untold(device) : <Evidence at={at} remembered={remembered} />}
              {isStale(device) && key !== null && ' · may have changed since'}
            </p>
          </div>
        </div>
        {others.length > 0 && (
          <ul className={styles['readings']}>
            {others.map((reading) => (
              <Reading key={reading.key} device={device} reading={reading} />
            ))}
          </ul>
        )}
        <Commands device={device} commands={stateCommandsOf(device)} />
      </div>
    </Section>
  );
}

type ReadingProps = { readonly device: Device; readonly reading: DescribedReading };

function Reading({ device, reading }: ReadingProps) {
  const { key, label, words, mood, at, remembered } = reading;
  return (
    <li className={classNames(styles['reading'], tones[toneOfMood[mood]])}>
      <Icon name={readingIcon(device, key)} size={18} />
      <span className={styles['label']}>{label}</span>
      <span className={styles['value']}>{words}</span>
      <span className={styles['evidence']}>
        <Evidence at={remembered ? null : at} remembered={remembered} />
      </span>
    </li>
  );
}

/** A memory of the broker has no time: it may be a minute old or a month. */
function Evidence({ at, remembered }: { readonly at: number | null; readonly remembered: boolean }) {
  if (remembered) return 'Last known, from the broker’s memory';
  return (
    <>
      Heard live, <Age at={at} exact />
    </>
  );
}

function untold(device: Device): string {
  if (device.kind === 'hub') return 'A bridge: other devices speak through it.';
  return device.lastEvent === null ? 'It has not told its state since this page connected.' : 'Its last event.';
}
