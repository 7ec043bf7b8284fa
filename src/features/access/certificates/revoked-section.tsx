import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { CertificatesAnswer } from '@/session/protocol';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';

import styles from './certificates-page.module.css';
import { EndDate } from './end-date';
import { useCertificateAct } from './use-certificates';

const largestList = 512 * 1024;

type RevokedProps = Pick<CertificatesAnswer, 'list' | 'isListUnread'>;

/** The list by which a broker knows what was revoked, and what Mosquitto really does with it. */
export function RevokedSection({ list, isListUnread }: RevokedProps) {
  const client = useSessionClient();
  const [outcome, setOutcome] = useState<{ readonly tone: 'ok' | 'critical'; readonly title: string } | null>(null);
  const act = useCertificateAct('readRevocationList', (answer) => setOutcome(told(answer)));
  const open = (text: string | null) =>
    text === null
      ? setOutcome({ tone: 'critical', title: 'This file is too large to be a list.' })
      : act.mutate({ list: text });
  const save = async () => {
    const pem = await client.askAccess('certificateFile', { of: 'list' });
    if (pem !== null) saveFile('revoked.crl', pem);
  };
  const openButton = (
    <FileButton size="small" accept={['.crl', '.pem']} mostBytes={largestList} onRead={open} pending={act.isPending}>
      Open a list
    </FileButton>
  );
  return (
    <Section
      heading="Revoked certificates"
      lead="A broker knows what was revoked only by a list that you bring to it."
      actions={
        list !== null && (
          <Button size="small" onPress={() => void save()}>
            Save the list
          </Button>
        )
      }
    >
      <div className={styles['form']}>
        {outcome !== null && (
          <Notice tone={outcome.tone} role="status" title={outcome.title} onDismiss={() => setOutcome(null)} />
        )}
        {isListUnread && (
          <Notice
            tone="warning"
            title="What was revoked before is not known here."
            actions={
              <>
                {openButton}
                {list === null && (
                  <AskFirstButton
                    size="small"
                    question={{
                      title: 'Was nothing ever revoked?',
                      sentence: 'A list that forgets a certificate lets whoever holds it in again.',
                      points: ['If your broker has a file revoked.crl, something was. Open that file instead.'],
                      confirmLabel: 'Nothing ever was',
                      danger: true,
                    }}
                    onConfirm={() => act.mutate({ list: null })}
                  >
                    There never was one
                  </AskFirstButton>
                )}
              </>
            }
          >
            {list === null
              ? 'This authority was restored in this browser.'
              : 'The broker’s accounts know of fewer lists than this browser: they were lost, or set back.'}{' '}
            Open the newest revoked.crl, as your broker has it; before that nothing is revoked here, because a new list
            would let in again what it does not name.
          </Notice>
        )}
        {list !== null && <NewestList list={list} />}
        {!isListUnread && (
          <>
            <p className={styles['muted']}>
              Does another browser revoke certificates of this home too? What it revoked is in every list that is made
              here from now on. A list that is older than that can be opened.
            </p>
            <div>{openButton}</div>
          </>
        )}
      </div>
    </Section>
  );
}

function NewestList({ list }: { readonly list: NonNullable<CertificatesAnswer['list']> }) {
  return (
    <>
      {list.urgent ? <Notice tone="critical" title={list.words} /> : <p>{list.words}</p>}
      <ol className={styles['steps']}>
        <li>Copy revoked.crl to /etc/mosquitto/certs.</li>
        <li>Tell Mosquitto to read it: “systemctl reload mosquitto”.</li>
        <li>Whoever is connected stays connected: restart Mosquitto to put everybody to the test at once.</li>
      </ol>
      <p className={styles['muted']}>
        This list ends on <EndDate at={list.nextUpdate} />, with the authority itself. From that day on Mosquitto would
        refuse every certificate.
      </p>
    </>
  );
}

function told(answer: { outcome: 'read'; revoked: number } | { outcome: 'refused'; reason: string }) {
  if (answer.outcome === 'refused') return { tone: 'critical', title: answer.reason } as const;
  if (answer.revoked === 0) return { tone: 'ok', title: 'Noted: nothing was revoked yet.' } as const;
  const count = answer.revoked === 1 ? '1 revoked certificate is' : `${answer.revoked} revoked certificates are`;
  return {
    tone: 'ok',
    title: `${count} known here now, and the newest list names them. Save it for the broker.`,
  } as const;
}
