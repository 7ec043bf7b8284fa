import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { OpenedAnswer } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';
import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';
import { insecureReason, useSecurePage } from '@/ui/secure-page';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';
import { PutBack } from './put-back';
import { largestFile } from './use-backup';

/** Reached without a log-in: on the day it is needed nobody has one that works. */
export function RestorePage() {
  const client = useSessionClient();
  const secure = useSecurePage();
  const [backup, setBackup] = useState<string | null>(null);
  const [passphrase, setPassphrase] = useState('');
  const open = useMutation({
    mutationFn: () => client.askAccess('openAccounts', { backup: backup ?? '', passphrase }),
    onSettled: () => setPassphrase(''),
    gcTime: 0, // the account file is in its answer
  });
  const answer = open.data;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!open.isPending) open.mutate();
  };
  return (
    <>
      <PageHeader
        title="Bring accounts back"
        sentence="When the broker suddenly lets nobody in, it may have lost its account file. A backup brings it back."
        back={{ to: paths.connect, label: 'Connect' }}
      />
      <div className={styles['parts']}>
        <Section heading="Open the backup">
          <form className={styles['signIn']} aria-label="Backup" onSubmit={submit} noValidate>
            {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
            {answer?.outcome === 'opened' && <WhatItHolds answer={answer} />}
            <div>
              <FileButton
                accept={['.json']}
                mostBytes={largestFile}
                onRead={(text) => {
                  open.reset();
                  setBackup(text ?? '');
                }}
              >
                {backup === null ? 'Choose the backup' : 'Choose another backup'}
              </FileButton>
            </div>
            <TextField
              label="Passphrase of the backup"
              type="password"
              autoComplete="off"
              value={passphrase}
              onChange={setPassphrase}
            />
            <div>
              <Button
                type="submit"
                tone="primary"
                pending={open.isPending}
                disabledReason={!secure ? insecureReason : whyNot(backup, passphrase)}
              >
                Open it
              </Button>
            </div>
          </form>
        </Section>
        {answer?.outcome === 'opened' && (
          <>
            <PutBack file={answer.file} />
            <PutInPlace answer={answer} />
          </>
        )}
      </div>
    </>
  );
}

function whyNot(backup: string | null, passphrase: string): string | null {
  if (backup === null) return 'Choose the backup first.';
  return passphrase === '' ? 'Type its passphrase.' : null;
}

function WhatItHolds({ answer: { madeAt, usernames } }: { readonly answer: Opened }) {
  return (
    <p role="status" className={styles['sentence']}>
      It opened: the backup was made <Age at={madeAt} />, with {usernames.length}{' '}
      {usernames.length === 1 ? 'account that can log in' : 'accounts that can log in'}.
    </p>
  );
}

type Opened = Extract<OpenedAnswer, { outcome: 'opened' }>;

function PutInPlace({ answer: { file, steps } }: { readonly answer: Opened }) {
  return (
    <Section heading="Put it in place by hand" lead="For a Mosquitto, on the computer that runs it, in this order.">
      <div className={styles['stack']}>
        <div>
          <Button tone="primary" onPress={() => saveFile('dynamic-security.json', file)}>
            Save dynamic-security.json
          </Button>
        </div>
        <ol className={styles['points']} aria-label="What to do">
          {steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <p className={styles['muted']}>
          The saved file is not sealed: delete it everywhere else when the broker runs again.
        </p>
      </div>
    </Section>
  );
}
