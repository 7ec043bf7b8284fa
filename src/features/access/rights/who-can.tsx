import { useId, useState } from 'react';

import type { ThingAnswer, ThingOpener } from '@/session/protocol';
import { useDevice } from '@/store/home-hooks';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';

import styles from './rights-page.module.css';

type WhoCanProps = { readonly things: readonly ThingAnswer[]; readonly administrator: string };

/** The question, and everybody who can, each with the ways. */
export function WhoCan({ things, administrator }: WhoCanProps) {
  const id = useId();
  const [chosen, setChosen] = useState<string | null>(null);
  const thing = things.find(({ device }) => device === chosen) ?? things[0];
  if (thing === undefined) {
    return (
      <Section heading="Who can do what?">
        <p className={styles['muted']}>No device that takes commands is known yet.</p>
      </Section>
    );
  }
  return (
    <Section
      heading={thing.question}
      lead="From the rights of all accounts at the broker, by every way that leads to it."
      actions={
        <div className={styles['picker']}>
          <label htmlFor={id}>Ask about</label>
          <select id={id} value={thing.device} onChange={({ target }) => setChosen(target.value)}>
            {things.map(({ device, name }) => (
              <option key={device} value={device}>
                {name}
              </option>
            ))}
          </select>
        </div>
      }
    >
      {thing.openers.length === 0 ? (
        <p className={styles['muted']}>Nobody, as far as the accounts tell.</p>
      ) : (
        <ul className={styles['list']} aria-label={thing.question}>
          {thing.openers.map((opener) => (
            <Opener key={opener.username ?? ''} opener={opener} isYou={opener.username === administrator} />
          ))}
        </ul>
      )}
      <p className={styles['limits']}>
        Not in this list: whoever stands in the broker’s password file and is no account here, such as a log-in for
        emergencies, and whoever has a certificate of which neither this browser nor the accounts know.
      </p>
    </Section>
  );
}

function Opener({ opener, isYou }: { readonly opener: ThingOpener; readonly isYou: boolean }) {
  const { username, device: id, isOwn, needsCertificate, sentences } = opener;
  const device = useDevice(id ?? '');
  const name = username ?? 'Anybody without a username, if the broker lets them in';
  return (
    <li className={styles['item']}>
      <div className={styles['who']}>
        <span className={styles['name']}>{name}</span>
        {device !== undefined && (
          <span className={styles['muted']}>
            used by <TextLink to={paths.device(device.id)}>{device.name}</TextLink>
          </span>
        )}
        {isOwn && (
          <StatusBadge tone="ok" look="plain">
            As it should be: it speaks through it
          </StatusBadge>
        )}
        {needsCertificate && (
          <StatusBadge tone="warning" look="plain">
            Switched off: only with a certificate in its name
          </StatusBadge>
        )}
        {isYou && <span className={styles['muted']}>you, as administrator</span>}
      </div>
      <ul className={styles['ways']}>
        {sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </li>
  );
}
