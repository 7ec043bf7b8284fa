import { useState } from 'react';

import { fingerprintWords } from '@/core/log-ins/fingerprint-words';
import { useSessionClient } from '@/session/client-context';
import type { CertificatesAnswer } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Facts } from '@/ui/facts';
import { Notice } from '@/ui/notice';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';

import { BackupDialog } from './backup-dialog';
import { EndDate } from './end-date';
import { MakeAuthority } from './make-authority';
import styles from './certificates-page.module.css';
import { useCertificateAct } from './use-certificates';

/** Who vouches for the certificates of this home: the home itself. */
export function AuthoritySection({ answer }: { readonly answer: CertificatesAnswer }) {
  const { authority, others } = answer;
  const client = useSessionClient();
  const adopt = useCertificateAct('adoptAuthority');
  if (authority === null) {
    return (
      <Section
        heading="Your home’s authority"
        lead="A certificate shows a device that it speaks to your broker, and the broker that it speaks to your device. Somebody has to vouch for them: your home does it itself, with a key that never leaves this browser."
      >
        <div className={styles['stack']}>
          {others.map(({ id, name }) => (
            <Notice
              key={id}
              tone="info"
              title={`This browser has the authority “${name}”, made under another address.`}
              actions={<Button onPress={() => adopt.mutate({ id })}>Use “{name}” here</Button>}
            >
              If this is the same home under a new address, use it again: all its certificates stay good.
            </Notice>
          ))}
          <MakeAuthority />
          <BackupDialog act="restoreAuthority" />
        </div>
      </Section>
    );
  }
  const saveCertificate = async () => {
    const pem = await client.askAccess('certificateFile', { of: 'authority' });
    if (pem !== null) saveFile('home-ca.crt', pem);
  };
  return (
    <Section
      heading="Your home’s authority"
      lead="Whoever trusts it trusts your broker, under every address you gave it, and nobody who only pretends to be it."
      actions={
        <Button size="small" onPress={() => void saveCertificate()}>
          Save its certificate
        </Button>
      }
    >
      <div className={styles['stack']}>
        {authority.hasUnkeptBackup && <BackupNotice />}
        {!authority.hasUnkeptBackup && authority.notInBackup > 0 && (
          <Notice
            tone="info"
            title={`Its backup does not name ${authority.notInBackup === 1 ? 'one certificate that was' : `${authority.notInBackup} certificates that were`} issued since.`}
            actions={<BackupDialog act="renewBackup" />}
          >
            A browser into which it is restored would neither show nor revoke what it does not name. Take the backup
            that you keep, and its passphrase.
          </Notice>
        )}
        <Facts
          facts={[
            { label: 'Name', value: authority.name },
            { label: 'Made', value: <Age at={authority.madeAt} /> },
            { label: 'Ends', value: <EndDate at={authority.notAfter} /> },
            {
              label: 'Fingerprint',
              value: <span className={styles['code']}>{fingerprintWords(authority.fingerprint)}</span>,
            },
          ]}
        />
        {authority.isEnding && <NextAuthority />}
        <p className={styles['muted']}>
          What your devices sign is checked by it in this browser only. A browser into which you restore the backup
          knows the authority and the certificates that the backup names; what was revoked it reads from the newest
          list. A watcher takes both from a file: npm run watch with --home-ca.
        </p>
      </div>
    </Section>
  );
}

/** All that an authority issued ends with it: there has to be time for every device to change over. */
function NextAuthority() {
  return (
    <>
      <Notice tone="warning" title="This authority ends, and all its certificates with it: make the next one.">
        When it is made, first let the broker trust both: put its certificate into the broker’s file home-ca.crt, below
        the one that is there, and take out the line with a list of revoked ones, which would refuse whatever the other
        authority issued. Then grant each device a certificate of the next one, and give the broker its own last. What
        this one issued is not shown here any more: to cut such a device, ban it under Rules.
      </Notice>
      <MakeAuthority />
    </>
  );
}

/** Without its backup the authority lives as long as this browser's storage. */
function BackupNotice() {
  const client = useSessionClient();
  const kept = useCertificateAct('backupIsKept');
  const [isSaved, setSaved] = useState(false);
  const save = async () => {
    const backup = await client.askAccess('authorityBackup', {});
    if (backup === null) return;
    saveFile('home-ca-backup.json', backup);
    setSaved(true);
  };
  return (
    <Notice
      tone="warning"
      title="Keep the backup of this authority somewhere else."
      actions={
        <>
          <Button onPress={() => void save()}>Save the backup</Button>
          <Button
            disabledReason={isSaved ? null : 'Save it first.'}
            pending={kept.isPending}
            onPress={() => kept.mutate({})}
          >
            I have kept it
          </Button>
        </>
      }
    >
      If this browser loses its storage, only the backup and your passphrase bring the authority back. Without them
      every device needs a new certificate by hand. The file is encrypted; this browser forgets it when you have kept
      it.
    </Notice>
  );
}
