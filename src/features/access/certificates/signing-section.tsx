import { useState, type FormEvent } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { TextField } from '@/ui/text-field';

import styles from './certificates-page.module.css';
import { KeyFilesDialog } from './key-files-dialog';
import { useKeyFiles } from './use-key-files';

/** A certificate for whoever builds firmware for the home's own devices. */
export function SigningSection() {
  const [name, setName] = useState('Workshop');
  const { files, reason, isPending, issue, forget } = useKeyFiles('issueSigningCertificate');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    issue({ name });
  };
  return (
    <Section
      heading="Signing firmware"
      lead="If you build firmware for devices of Gatehouse’s own profile: they take only what is signed with such a certificate."
    >
      <form className={styles['fields']} aria-label="Signing certificate" onSubmit={submit} noValidate>
        {reason !== null && <Notice tone="critical" role="alert" title={reason} />}
        <TextField
          label="Who signs"
          value={name}
          onChange={setName}
          description="The page shows this name with each update that was signed with it."
        />
        <div>
          <Button type="submit" pending={isPending}>
            Make a signing certificate
          </Button>
        </div>
      </form>
      <KeyFilesDialog
        files={files}
        title="Three files for signing"
        sentence="Save all three where the firmware is built, and keep them from everybody else: npm run sign-firmware takes them."
        name="signing"
        onClose={forget}
      />
    </Section>
  );
}
