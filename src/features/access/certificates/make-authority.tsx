import { useState, type FormEvent } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from './certificates-page.module.css';
import { useCertificateAct } from './use-certificates';

/** A new authority. The passphrase seals its backup; this browser itself never asks for it. */
export function MakeAuthority() {
  const [name, setName] = useState('Our home');
  const [passphrase, setPassphrase] = useState('');
  const [again, setAgain] = useState('');
  const [reason, setReason] = useState<string | null>(null);
  const make = useCertificateAct('makeAuthority', (answer) => {
    setReason(answer.outcome === 'refused' ? answer.reason : null);
    if (answer.outcome === 'made') [setPassphrase, setAgain].forEach((set) => set(''));
  });
  const differ = passphrase !== again && again !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!make.isPending && passphrase === again) make.mutate({ name, passphrase });
  };
  return (
    <form className={styles['fields']} aria-label="New authority" onSubmit={submit} noValidate>
      {reason !== null && <Notice tone="critical" role="alert" title={reason} />}
      <TextField label="Name" value={name} onChange={setName} description="Devices and phones show it." />
      <TextField
        label="Passphrase for the backup"
        type="password"
        autoComplete="new-password"
        value={passphrase}
        onChange={setPassphrase}
        description="Twelve characters at least. Four words that do not belong together are good. Nobody can find it for you."
      />
      <TextField
        label="The passphrase again"
        type="password"
        autoComplete="new-password"
        value={again}
        onChange={setAgain}
        error={differ ? 'The two are not the same.' : null}
      />
      <div>
        <Button
          type="submit"
          tone="primary"
          pending={make.isPending}
          disabledReason={again === '' ? 'Type the passphrase twice.' : null}
        >
          Make the authority
        </Button>
      </div>
    </form>
  );
}
