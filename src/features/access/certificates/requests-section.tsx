import { useState } from 'react';

import type { IssueAnswer, WaitingRequest } from '@/session/protocol';
import { useDevice } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';
import { TextLink } from '@/ui/text-link';

import styles from './certificates-page.module.css';
import { useCertificateAct } from './use-certificates';

const largestRequest = 16 * 1024;

type Outcome = { readonly tone: 'ok' | 'critical'; readonly title: string; readonly sentence?: string };
type Good = Extract<WaitingRequest, { outcome: 'good' }>;

/** Devices that ask for a certificate. A person compares the code that both sides show; nobody else can know who asks. */
export function RequestsSection({ requests }: { readonly requests: readonly WaitingRequest[] }) {
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [opened, setOpened] = useState<{ readonly text: string; readonly request: Good } | null>(null);
  const tell = (subject: string, answer: IssueAnswer) =>
    setOutcome(
      answer.outcome === 'issued'
        ? { tone: 'ok', title: `${subject} has a certificate.`, sentence: answer.sentence }
        : { tone: 'critical', title: answer.reason },
    );
  const file = useCertificateAct('grantFile', (answer) => {
    if (answer.outcome === 'refused') setOutcome({ tone: 'critical', title: answer.reason });
  });
  const open = (text: string | null) => {
    setOutcome(null);
    if (text === null) return setOutcome({ tone: 'critical', title: 'This file is too large to be a request.' });
    file.mutate(
      { request: text, pairingCode: null },
      {
        onSuccess(answer) {
          if (answer.outcome === 'preview') setOpened({ text, request: { ...answer.request, outcome: 'good' } });
        },
      },
    );
  };
  const grantFile = ({ text, request }: NonNullable<typeof opened>) =>
    file.mutate(
      { request: text, pairingCode: request.pairingCode },
      {
        onSuccess(answer) {
          setOpened(null);
          if (answer.outcome === 'preview') return;
          tell(request.subject, answer);
          if (answer.outcome === 'issued') saveFile(`${request.subject}.crt`, answer.pem);
        },
      },
    );
  return (
    <Section
      heading="Waiting for a certificate"
      lead="A device makes its own key and asks with a request. Compare the code here with the one that the device shows: if they differ, somebody else is asking."
      actions={
        <FileButton size="small" accept={['.csr', '.pem', '.p10']} mostBytes={largestRequest} onRead={open}>
          Open a request
        </FileButton>
      }
    >
      {outcome !== null && (
        <Notice tone={outcome.tone} role="status" title={outcome.title} onDismiss={() => setOutcome(null)}>
          {outcome.sentence}
        </Notice>
      )}
      <ul className={styles['list']} aria-label="Requests">
        {opened !== null && (
          <GoodRequest request={opened.request} pending={file.isPending} onGrant={() => grantFile(opened)} />
        )}
        {requests.map((request) => (
          <Request key={request.subject} request={request} onAnswer={tell} />
        ))}
      </ul>
      {requests.length === 0 && opened === null && outcome === null && (
        <p className={styles['muted']}>No device is asking at the moment.</p>
      )}
    </Section>
  );
}

type RequestProps = {
  readonly request: WaitingRequest;
  readonly onAnswer: (subject: string, answer: IssueAnswer) => void;
};

function Request({ request, onAnswer }: RequestProps) {
  const { subject } = request;
  const grant = useCertificateAct('grantRequest', (answer) => onAnswer(subject, answer));
  if (request.outcome === 'refused') {
    return (
      <li className={styles['item']}>
        <Notice tone="critical" title={`A request in the name of “${subject}” was refused.`}>
          {request.reason}
        </Notice>
      </li>
    );
  }
  return (
    <GoodRequest
      request={request}
      pending={grant.isPending}
      onGrant={() => grant.mutate({ subject, pairingCode: request.pairingCode })}
    />
  );
}

type GoodRequestProps = { readonly request: Good; readonly pending: boolean; readonly onGrant: () => void };

function GoodRequest({ request, pending, onGrant }: GoodRequestProps) {
  const device = useDevice(request.device ?? '');
  const name = device?.name ?? request.subject;
  return (
    <li className={styles['item']}>
      <div>
        <p className={styles['name']}>
          {device === undefined ? request.subject : <TextLink to={paths.device(device.id)}>{device.name}</TextLink>}
        </p>
        <p>
          Code <span className={styles['code']}>{request.pairingCode}</span>
        </p>
        <p className={styles['muted']}>
          {request.renews ? 'It renews its certificate with the key it has' : 'A key that was not seen before'},{' '}
          {request.key}.{device === undefined && ' No device of this name is known.'}
        </p>
      </div>
      <AskFirstButton
        tone="primary"
        label={`${request.renews ? 'Renew' : 'Grant'} ${name}`}
        pending={pending}
        question={
          request.renews
            ? null
            : {
                title: `Does ${name} show this code?`,
                sentence: `${request.pairingCode}. Only then it is really this device that asks.`,
                confirmLabel: 'Yes, it is the same',
                danger: false,
              }
        }
        onConfirm={onGrant}
      >
        {request.renews ? 'Renew' : 'Grant'}
      </AskFirstButton>
    </li>
  );
}
