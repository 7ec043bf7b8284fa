import { travelsInClear } from '@/core/loopback';
import type { Transport } from '@/core/observation';
import { useConnection } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';
import type { Tone } from '@/ui/tone';

import { NoAnswer } from '../old-answer';
import styles from './certificates-page.module.css';
import { useTransports } from './use-certificates';

const tones: Readonly<Record<Transport['way'], Tone>> = { encrypted: 'ok', local: 'ok', clear: 'warning' };

/** How the words of each device travel, as far as anybody tells. */
export function TransportSection() {
  const asked = useTransports();
  const { data } = asked;
  const connection = useConnection();
  const clear = 'url' in connection && travelsInClear(connection.url);
  const known = data?.flatMap(({ way, ...told }) => (way === null ? [] : [{ way, ...told }])) ?? [];
  const unknown = (data?.length ?? 0) - known.length;
  return (
    <Section
      heading="Who speaks encrypted"
      lead="What travels in clear, passwords too, can be read by anything on your network. What devices say of themselves and what the broker’s log tells is all that can be known from here."
    >
      <div className={styles['form']}>
        {clear && (
          <Notice tone="warning" title="This page itself speaks to the broker without encryption.">
            Give the broker a certificate, and use its wss:// address.
          </Notice>
        )}
        {data === undefined && asked.isError && (
          <NoAnswer title="How devices speak could not be read." onAgain={() => void asked.refetch()} />
        )}
        {known.length > 0 && (
          <ul className={styles['list']} aria-label="Transport">
            {known.map(({ device, name, way, short, sentence, toldAt }) => (
              <li key={device} className={styles['item']}>
                <div>
                  <p className={styles['name']}>
                    <TextLink to={paths.device(device)}>{name}</TextLink>
                  </p>
                  <p className={styles['muted']}>
                    {sentence} Told <Age at={toldAt} />.
                  </p>
                </div>
                <StatusBadge tone={tones[way]}>{short}</StatusBadge>
              </li>
            ))}
          </ul>
        )}
        {unknown > 0 && (
          <p className={styles['muted']}>
            {unknown === 1
              ? 'Of one device with a connection of its own nothing tells how it speaks.'
              : `Of ${unknown} devices with a connection of their own nothing tells how they speak.`}
          </p>
        )}
      </div>
    </Section>
  );
}
