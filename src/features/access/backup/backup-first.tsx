import { useState, type FormEvent } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

import styles from '../access-page.module.css';
import { NewPassphrase, usePassphrase } from '../new-passphrase';
import { CopyFile } from './copy-file';
import { LastBackup } from './last-backup';
import { SealDialog, useSeal } from './seal-dialog';
import { useBackup, type SavedBackup } from './use-backup';

type BackupFirstProps = {
  /** why nothing can be begun, whatever is backed up; null: it can */
  readonly disabledReason: string | null;
  readonly isBeginning: boolean;
  readonly onBegin: (how: { readonly withoutBackup: boolean }) => void;
  readonly onSaved: (backup: SavedBackup) => void;
};

/** The button that begins with all, and before it what has to be so that lost accounts can come back. */
export function BackupFirst(props: BackupFirstProps) {
  const [file, setFile] = useState<string | null>(null);
  return (
    <>
      <Ways {...props} onChoose={setFile} />
      {/* out here: when it has sealed the file, the way that led to it is gone */}
      {file !== null && <SealDialog file={file} onClose={() => setFile(null)} onSaved={props.onSaved} />}
    </>
  );
}

type WaysProps = BackupFirstProps & { readonly onChoose: (file: string) => void };

function Ways({ disabledReason, isBeginning, onBegin, onSaved, onChoose }: WaysProps) {
  const backup = useBackup();
  const begin = () => onBegin({ withoutBackup: false });
  const beginWithout = () => onBegin({ withoutBackup: true });
  const start = (missing: string | null) => (
    <div>
      <Button tone="primary" pending={isBeginning} disabledReason={disabledReason ?? missing} onPress={begin}>
        Start with all
      </Button>
    </div>
  );
  const without = <Without {...{ disabledReason, isBeginning }} onPress={beginWithout} />;
  // a broker may never say
  if (backup === undefined)
    return (
      <>
        {start('Asking the broker when its accounts were backed up last.')}
        {without}
      </>
    );
  return (
    <>
      <LastBackup />
      {backup.isCurrent && start(null)}
      {!backup.isCurrent && backup.byHand === null && (
        <SealAndBegin {...{ disabledReason, isBeginning, onSaved }} onSealed={begin} />
      )}
      {!backup.isCurrent && backup.byHand !== null && (
        <>
          <Notice tone="warning" title="Make a backup of the broker’s accounts first">
            <div className={styles['stack']}>
              <CopyFile guide={backup.byHand} onChoose={onChoose} />
            </div>
          </Notice>
          {start('Make a backup first, or go on without.')}
        </>
      )}
      {!backup.isCurrent && without}
    </>
  );
}

type SealAndBeginProps = Pick<BackupFirstProps, 'disabledReason' | 'isBeginning' | 'onSaved'> & {
  readonly onSealed: () => void;
};

/** The broker hands its accounts over: one passphrase, and the backup is made by the same press that begins. */
function SealAndBegin({ disabledReason, isBeginning, onSaved, onSealed }: SealAndBeginProps) {
  const passphrase = usePassphrase();
  const seal = useSeal(null, (saved) => {
    passphrase.clear();
    onSaved(saved);
    if (saved.isCurrent) onSealed();
  });
  const missing = disabledReason ?? passphrase.missing;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (missing === null && !seal.isPending && !isBeginning) seal.mutate(passphrase.value);
  };
  return (
    <form className={styles['stack']} aria-label="Backup before it begins" onSubmit={submit} noValidate>
      <p className={styles['sentence']}>
        First a backup of the broker’s accounts is made and saved as a file, sealed under a passphrase: for the day on
        which the broker loses them.
      </p>
      {seal.data?.outcome === 'refused' && <Notice tone="critical" role="alert" title={seal.data.reason} />}
      {seal.data?.outcome === 'sealed' && !seal.data.isCurrent && (
        <Notice tone="warning" role="alert" title="The backup was saved, and nothing was begun">
          {seal.data.sentence}
        </Notice>
      )}
      <NewPassphrase passphrase={passphrase} />
      <div>
        <Button type="submit" tone="primary" pending={seal.isPending || isBeginning} disabledReason={missing}>
          Start with all
        </Button>
      </div>
    </form>
  );
}

type WithoutProps = Pick<BackupFirstProps, 'disabledReason' | 'isBeginning'> & { readonly onPress: () => void };

function Without({ disabledReason, isBeginning, onPress }: WithoutProps) {
  return (
    <div className={styles['stack']}>
      <p className={styles['muted']}>
        Without a backup, a broker that loses its accounts meanwhile lets nobody in: each device then needs a new
        log-in, typed in by hand. That it was begun without is written down under Rules.
      </p>
      <div>
        <Button pending={isBeginning} disabledReason={disabledReason} onPress={onPress}>
          Go on without a backup
        </Button>
      </div>
    </div>
  );
}
