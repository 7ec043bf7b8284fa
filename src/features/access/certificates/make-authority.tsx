import { useState, type FormEvent } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import { NewPassphrase, usePassphrase } from '../new-passphrase';
import styles from './certificates-page.module.css';
import { useCertificateAct } from './use-certificates';

/** A new authority. The passphrase seals its backup; this browser itself never asks for it. */
export function MakeAuthority() {
  const [name, setName] = useState('Our home');
  const passphrase = usePassphrase();
  const [reason, setReason] = useState<string | null>(null);
  const make = useCertificateAct('makeAuthority', (answer) => {
    setReason(answer.outcome === 'refused' ? answer.reason : null);
    if (answer.outcome === 'made') passphrase.clear();
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!make.isPending && passphrase.missing === null) make.mutate({ name, passphrase: passphrase.value });
  };
  return (
    <form className={styles['fields']} aria-label="New authority" onSubmit={submit} noValidate>
      {reason !== null && <Notice tone="critical" role="alert" title={reason} />}
      <TextField label="Name" value={name} onChange={setName} description="Devices and phones show it." />
      <NewPassphrase passphrase={passphrase} label="Passphrase for the backup" />
      <div>
        <Button type="submit" tone="primary" pending={make.isPending} disabledReason={passphrase.missing}>
          Make the authority
        </Button>
      </div>
    </form>
  );
}
