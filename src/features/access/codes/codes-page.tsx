import { useEffect, useRef, useState } from 'react';

import type { NamesRefusal } from '@/core/codes/code-owner';
import { peopleWithCodes } from '@/core/codes/code-people';
import type { Device } from '@/core/device';
import { useSessionClient } from '@/session/client-context';
import { useCodesNews, useConnection, useDeviceView } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './codes.module.css';
import { CodeDialog, type CodeTarget } from './code-dialog';
import { codeLocksView } from './code-locks';
import { LockRow } from './lock-row';
import { NamelessRow } from './nameless-row';
import { PersonCard } from './person-card';
import { WorkNotice } from './work-notice';

/** more locks than a home has are asked one by one, by hand: each question costs them some of their battery */
const mostAskedUnbidden = 8;

/** Whose code opens which door: people first, then what nobody has named, then the locks themselves. */
export function CodesPage() {
  const locks = useDeviceView(codeLocksView);
  const { owners, works, asking, unanswered, namesRefused } = useCodesNews();
  const [target, setTarget] = useState<CodeTarget | null>(null);
  useAskedOnce(locks);
  const { people, nameless } = peopleWithCodes(locks, owners);
  if (locks.length === 0) {
    return (
      <EmptyState icon="keypad" title="No lock here tells of its codes.">
        Codes of locks behind Zigbee2MQTT, Z-Wave JS UI and Nuki Hub can be changed here, and of locks that speak
        Gatehouse.
      </EmptyState>
    );
  }
  return (
    <div className={styles['page']}>
      {works.map((work) => (
        <WorkNotice key={work.id} work={work} />
      ))}
      {namesRefused !== null && (
        <Notice tone="warning" title={refusals[namesRefused].title}>
          What you name here is seen on this page only and is forgotten with it. {refusals[namesRefused].advice}
        </Notice>
      )}
      <Section
        heading="People"
        look="bare"
        lead="Everybody has a code of their own, so that one can be taken back without the others."
        actions={
          <Button tone="primary" onPress={() => setTarget({ act: 'add' })}>
            Give a code
          </Button>
        }
      >
        {people.length === 0 ? (
          <p className={styles['muted']}>Nobody has been given a code here yet.</p>
        ) : (
          <ul aria-label="People with codes" className={styles['cards']}>
            {people.map((one) => (
              <li key={one.person}>
                <PersonCard {...one} onChange={() => setTarget({ act: 'change', ...one })} />
              </li>
            ))}
          </ul>
        )}
      </Section>
      {nameless.length > 0 && (
        <Section
          heading="Codes that nobody has named"
          lead="They open the door, and nobody wrote down whose they are. Name them, or remove them."
        >
          <ul aria-label="Codes that nobody has named" className={styles['rows']}>
            {nameless.map((code) => (
              <li key={`${code.slot} ${code.device}`}>
                <NamelessRow code={code} />
              </li>
            ))}
          </ul>
        </Section>
      )}
      <Section heading="Locks" lead="A lock tells which of its places are used, never which codes are in them.">
        <ul aria-label="Locks with codes" className={styles['rows']}>
          {locks.map((lock) => (
            <li key={lock.id}>
              <LockRow
                lock={lock}
                asking={asking.includes(lock.id)}
                unanswered={unanswered.find(({ device }) => device === lock.id)?.why ?? null}
              />
            </li>
          ))}
        </ul>
      </Section>
      {target !== null && <CodeDialog target={target} locks={locks} onClose={() => setTarget(null)} />}
    </div>
  );
}

/** Who has not told of a single place since the session began is asked, once. */
function useAskedOnce(locks: readonly Device[]): void {
  const client = useSessionClient();
  const connected = useConnection().status === 'connected';
  const asked = useRef(new Set<string>());
  useEffect(() => {
    if (!connected || locks.length > mostAskedUnbidden) return;
    const silent = locks.filter(
      ({ id, codes, reachability }) =>
        !asked.current.has(id) && reachability !== 'offline' && codes?.slots.every(({ retained }) => retained) === true,
    );
    for (const { id } of silent) asked.current.add(id);
    if (silent.length > 0) void client.askAccess('readCodes', { devices: silent.map(({ id }) => id) });
  }, [client, connected, locks]);
}

const refusals: Readonly<Record<NamesRefusal, { readonly title: string; readonly advice: string }>> = {
  'not-allowed': {
    title: 'The broker does not let this account write names down.',
    advice: 'Let the account publish gatehouse/v1/names.',
  },
  full: {
    title: 'There are more names than can be written down.',
    advice: 'Take back codes that nobody needs any more: then the rest is written down again.',
  },
  unreadable: {
    title: 'The names that the broker keeps cannot be read.',
    advice: 'They are left as they are. Whoever wrote gatehouse/v1/names can shorten them, or take that message away.',
  },
};
