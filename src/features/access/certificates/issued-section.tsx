import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { AccessQuestions, CertificatesAnswer } from '@/session/protocol';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';

import styles from './certificates-page.module.css';
import { EndDate } from './end-date';
import { useCertificateAct } from './use-certificates';

type RevokeAnswer = AccessQuestions['revokeCertificate']['answer'];
type Certificate = CertificatesAnswer['certificates'][number];

/** Every certificate that this authority has issued, and how long it is good. */
export function IssuedSection({ certificates }: { readonly certificates: readonly Certificate[] }) {
  const [answer, setAnswer] = useState<RevokeAnswer | null>(null);
  return (
    <Section
      heading="Certificates"
      lead="A device that is renewed keeps its old certificate until it has logged in with the new one, so it is never locked out."
    >
      <div className={styles['form']}>
        {answer?.outcome === 'revoked' && (
          <Notice tone="info" role="status" title="The certificate is revoked." onDismiss={() => setAnswer(null)}>
            {answer.sentence}
          </Notice>
        )}
        {answer?.outcome === 'refused' && (
          <Notice tone="critical" role="alert" title={answer.reason} onDismiss={() => setAnswer(null)} />
        )}
        <ul className={styles['list']} aria-label="Certificates">
          {certificates.map((one) => (
            <Item key={one.serial} one={one} onAnswer={setAnswer} />
          ))}
        </ul>
        {certificates.length === 0 && <p className={styles['muted']}>None was issued yet.</p>}
      </div>
    </Section>
  );
}

type ItemProps = { readonly one: Certificate; readonly onAnswer: (answer: RevokeAnswer) => void };

function Item({ one, onAnswer }: ItemProps) {
  const client = useSessionClient();
  const revoke = useCertificateAct('revokeCertificate', onAnswer);
  const { subject, serial, device, badge } = one;
  const save = async () => {
    const pem = await client.askAccess('certificateFile', { of: { serial } });
    if (pem !== null) saveFile(`${subject}.crt`, pem);
  };
  return (
    <li className={styles['item']}>
      <div>
        <p className={styles['name']}>
          {device === null ? subject : <TextLink to={paths.device(device)}>{subject}</TextLink>}
        </p>
        <p>
          <StatusBadge tone={badge.tone} look="plain">
            {badge.words}
          </StatusBadge>
        </p>
        <p className={styles['muted']}>
          {wordsOf(one)} · {one.key} · until <EndDate at={one.notAfter} /> · number ends in {serial.slice(-6)}
        </p>
      </div>
      <div className={styles['buttons']}>
        <Button
          size="small"
          label={`Save the certificate of ${subject}, ${serial.slice(-6)}`}
          onPress={() => void save()}
        >
          Save
        </Button>
        {one.standing !== 'revoked' && (
          <AskFirstButton
            size="small"
            label={`Revoke the certificate of ${subject}, ${serial.slice(-6)}`}
            pending={revoke.isPending}
            question={{
              title: `Revoke the certificate of ${subject}?`,
              sentence: 'This cannot be undone.',
              points: [
                'If it is the last good one of a device, its rights at the broker are taken away and it is cut off.',
                'The broker goes on trusting the certificate until it has the new list, which is brought to it by hand.',
              ],
              confirmLabel: 'Revoke',
              danger: true,
            }}
            onConfirm={() => revoke.mutate({ serial })}
          >
            Revoke
          </AskFirstButton>
        )}
      </div>
    </li>
  );
}

function wordsOf({ holder, names, inUse }: Certificate): string {
  if (holder === 'broker') return `The broker, as ${names.join(', ')}`;
  if (holder === 'signer') return 'Signs firmware';
  if (inUse === null) return 'The device does not tell whether it uses it';
  return inUse ? 'In use' : 'Not in use yet, or not any more';
}
