import { useState } from 'react';

import { Button, LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';

import styles from '../access-page.module.css';
import { CopyFile } from './copy-file';
import { LastBackup } from './last-backup';
import { SealDialog } from './seal-dialog';
import { useBackup } from './use-backup';

/** The broker's account file, sealed under a passphrase and kept elsewhere, for the day on which it is lost. */
export function BackupSection() {
  const backup = useBackup();
  /** the file that is sealed just now, which the broker hands over where it is null */
  const [sealing, setSealing] = useState<{ readonly file: string | null } | null>(null);
  return (
    <Section
      heading="A backup of the accounts"
      lead="For the day on which the broker loses its accounts. It is sealed in this browser under a passphrase, before it leaves it."
      actions={
        <LinkButton size="small" to={paths.restore}>
          Bring accounts back
        </LinkButton>
      }
    >
      <div className={styles['stack']}>
        <LastBackup />
        {backup?.byHand === null && (
          <>
            <p className={styles['sentence']}>
              This is Gatehouse’s own broker: it hands its accounts to an administrator, so a backup takes no more than
              a passphrase, and one is made before everything is rotated. Opened by npm start it keeps them in memory
              only: they end with it.
            </p>
            <div>
              <Button onPress={() => setSealing({ file: null })}>Make a backup</Button>
            </div>
          </>
        )}
        {backup?.byHand && (
          <>
            <p className={styles['sentence']}>
              This broker tells nobody its passwords, not even sealed ones. So its file has to be chosen by hand, also
              before everything is rotated.
            </p>
            <CopyFile guide={backup.byHand} onChoose={(file) => setSealing({ file })} />
          </>
        )}
      </div>
      {sealing !== null && <SealDialog file={sealing.file} onClose={() => setSealing(null)} />}
    </Section>
  );
}
