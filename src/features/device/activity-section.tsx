import { useQuery } from '@tanstack/react-query';

import { activityWords } from '@/core/activity-words';
import type { Device, DeviceId } from '@/core/device';
import { useSessionClient } from '@/session/client-context';
import { useActivity } from '@/store/home-hooks';
import { exactTime, timeOfDay } from '@/ui/age-words';
import { classNames } from '@/ui/class-names';
import { toneOfMood } from '@/ui/device-look';
import { Section } from '@/ui/section';
import tones from '@/ui/tone.module.css';

import styles from './device-page.module.css';

/** What the device did since the page opened, the newest first. */
export function ActivitySection({ device }: { readonly device: Device }) {
  const activity = useActivity(device.id);
  return (
    <Section heading="Activity" lead="Since this page was opened">
      {activity.length === 0 ? (
        <p className={styles['muted']}>Nothing has happened yet. What it does next appears here at once.</p>
      ) : (
        // what scrolls must take the focus, so that it can be read without a mouse
        <div className={styles['activity']} role="region" aria-label="Everything it did, newest first" tabIndex={0}>
          <ol>
            {activity.toReversed().map((entry, index) => {
              const { words, mood } = activityWords(entry);
              return (
                <li key={activity.length - index} className={classNames(styles['happening'], tones[toneOfMood[mood]])}>
                  <time dateTime={new Date(entry.at).toISOString()} title={exactTime(entry.at)}>
                    {timeOfDay(entry.at)}
                  </time>
                  <span>{words}</span>
                </li>
              );
            })}
          </ol>
        </div>
      )}
      <EarlierActivity device={device.id} />
    </Section>
  );
}

const mostEarlier = 50;
const yearMs = 366 * 86_400_000;

/** What this browser kept of earlier visits, at most a year back. */
function EarlierActivity({ device }: { readonly device: DeviceId }) {
  const client = useSessionClient();
  // what came since is above, as it came
  const openedAt = performance.timeOrigin;
  const { data } = useQuery({
    queryKey: ['earlier activity', device],
    queryFn: () =>
      client.askHistory('historyEvents', { device, from: openedAt - yearMs, to: openedAt, most: mostEarlier }),
  });
  if (!data || data.length === 0) return null;
  return (
    <details className={styles['earlier']}>
      <summary>Earlier, as this browser kept it</summary>
      <div className={styles['activity']} role="region" aria-label="What it did earlier, newest first" tabIndex={0}>
        <ol>
          {data.map(({ activity }, index) => {
            const { words, mood } = activityWords(activity);
            return (
              <li key={data.length - index} className={classNames(styles['happening'], tones[toneOfMood[mood]])}>
                <time dateTime={new Date(activity.at).toISOString()}>{exactTime(activity.at)}</time>
                <span>{words}</span>
              </li>
            );
          })}
        </ol>
      </div>
    </details>
  );
}
