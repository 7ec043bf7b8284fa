import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useSessionClient } from '@/session/client-context';
import { useAdmin } from '@/store/home-hooks';
import { Button, LinkButton } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';
import { accountFileWords } from './account-file-words';
import { LastBackup } from './last-backup';
import { backupKey, largestFile } from './use-backup';

/** The broker's account file, sealed under a passphrase and kept elsewhere, for the day on which it is lost. */
export function BackupSection() {
  const [file, setFile] = useState<string | null>(null);
  const [tooLarge, setTooLarge] = useState(false);
  const admin = useAdmin();
  return (
    <Section
      heading="A backup of the accounts"
      lead="The broker tells nobody its passwords, not even sealed ones. So the file itself has to be chosen, on the computer that runs the broker or as a copy from there. It is sealed in this browser, and stays here until you save it."
      actions={
        <LinkButton size="small" to={paths.restore}>
          Bring accounts back
        </LinkButton>
      }
    >
      <div className={styles['stack']}>
        <LastBackup />
        <p className={styles['sentence']}>{accountFileWords(admin.status === 'open' ? admin.brokerVersion : null)}</p>
        {tooLarge && (
          <Notice tone="critical" role="alert" title="This file is larger than any account file of a home." />
        )}
        <div>
          <FileButton
            accept={['.json']}
            mostBytes={largestFile}
            onRead={(text) => {
              setTooLarge(text === null);
              setFile(text);
            }}
          >
            Choose dynamic-security.json
          </FileButton>
        </div>
      </div>
      {file !== null && <SealDialog file={file} onClose={() => setFile(null)} />}
    </Section>
  );
}

function SealDialog({ file, onClose }: { readonly file: string; readonly onClose: () => void }) {
  const client = useSessionClient();
  const queries = useQueryClient();
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const seal = useMutation({
    mutationFn: () => client.askAccess('sealAccounts', { file, passphrase }),
    onSuccess(answer) {
      if (answer.outcome !== 'sealed') return;
      [setPassphrase, setAgain].forEach((set) => set(''));
      saveFile(answer.name, answer.backup);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: backupKey }),
    gcTime: 0,
  });
  const answer = seal.data;
  const sealed = answer?.outcome === 'sealed' ? answer : null;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!seal.isPending && passphrase === again && again !== '') seal.mutate();
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={sealed === null ? 'Seal the account file' : 'The backup was saved'}
      actions={
        sealed === null ? (
          <>
            <Button onPress={onClose}>Cancel</Button>
            <Button
              tone="primary"
              pending={seal.isPending}
              disabledReason={again === '' ? 'Type the passphrase twice.' : null}
              onPress={() => submit()}
            >
              Seal and save
            </Button>
          </>
        ) : (
          <>
            <Button onPress={() => saveFile(sealed.name, sealed.backup)}>Save it again</Button>
            <Button tone="primary" onPress={onClose}>
              Done
            </Button>
          </>
        )
      }
    >
      {sealed === null ? (
        <form className={styles['stack']} aria-label="Passphrase of the backup" onSubmit={submit} noValidate>
          {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
          <TextField
            label="Passphrase"
            type="password"
            autoComplete="new-password"
            value={passphrase}
            onChange={setPassphrase}
            description="Twelve characters at least. Four words that do not belong together are good. Nobody can find it for you."
            autoFocus
          />
          <TextField
            label="The passphrase again"
            type="password"
            autoComplete="new-password"
            value={again}
            onChange={setAgain}
            error={passphrase !== again && again !== '' ? 'The two are not the same.' : null}
          />
        </form>
      ) : (
        <p role="status" className={styles['sentence']}>
          {sealed.sentence} Keep {sealed.name} on another device than the broker’s, and the passphrase elsewhere again.
          Delete the copy of the account file that you chose.
        </p>
      )}
    </Dialog>
  );
}
