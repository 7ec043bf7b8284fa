import type { FormEvent } from 'react';

import type { VaultState } from '@/core/log-ins/vault';
import { refusalWords } from '@/core/log-ins/vault-words';
import type { Login } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { TextField } from '@/ui/text-field';

import styles from './connect-page.module.css';
import { canRemember } from './remembered-broker';
import type { Keeping } from './use-keeping';

type ConnectFormProps = {
  readonly login: Login;
  readonly onChange: (part: Partial<Login>) => void;
  readonly remember: boolean;
  readonly onRemember: (remember: boolean) => void;
  readonly addressRefused: boolean;
  readonly connecting: boolean;
  readonly vault: VaultState;
  readonly keeping: Keeping;
  readonly onSubmit: () => void;
};

/** The form itself; its names are in other people's scripts (CONTRACT.md, "The page"). */
export function ConnectForm(props: ConnectFormProps) {
  const { login, onChange, remember, onRemember, addressRefused, connecting } = props;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    props.onSubmit();
  };
  return (
    <form className={styles['form']} aria-label="Connect to your broker" onSubmit={submit} noValidate>
      <TextField
        label="Broker address"
        name="broker"
        value={login.url}
        onChange={(url) => onChange({ url })}
        placeholder="ws://192.168.1.10:9001"
        autoComplete="url"
        verbatim
        error={addressRefused ? 'This address cannot be used as it is.' : null}
      />
      <div className={styles['login']}>
        <TextField
          label="Username"
          name="username"
          value={login.username}
          onChange={(username) => onChange({ username })}
          autoComplete="username"
          verbatim
        />
        <TextField
          label="Password"
          name="password"
          type="password"
          value={login.password}
          onChange={(password) => onChange({ password })}
          autoComplete="current-password"
        />
      </div>
      <Checkbox
        label="Remember on this device"
        selected={remember}
        onChange={onRemember}
        description={
          canRemember()
            ? 'Keeps the address and the username.'
            : 'This browser is set to keep nothing of this site: all of it is forgotten with the page.'
        }
      />
      {remember && <KeepPassword vault={props.vault} keeping={props.keeping} />}
      <div className={styles['submit']}>
        <Button type="submit" tone="primary" pending={connecting}>
          {connecting ? 'Connecting' : 'Connect'}
        </Button>
      </div>
    </form>
  );
}

type KeepPasswordProps = { readonly vault: VaultState; readonly keeping: Keeping };

/** The password is kept only under a passphrase; without one it is typed each time. */
function KeepPassword({ vault, keeping }: KeepPasswordProps) {
  if (vault.status === 'open')
    return <p className={styles['hint']}>The vault is open: the password is kept in it too.</p>;
  if (vault.status === 'unknown')
    return <p className={styles['hint']}>Looking whether this browser keeps passwords.</p>;
  if (vault.status !== 'none' && vault.status !== 'locked') {
    return (
      <p className={styles['hint']}>{vault.status === 'damaged' ? refusalWords.damaged : refusalWords.unavailable}</p>
    );
  }
  return (
    <TextField
      label={vault.status === 'none' ? 'New passphrase' : 'Passphrase of the vault'}
      name="vault-passphrase"
      type="password"
      value={keeping.passphrase}
      onChange={keeping.setPassphrase}
      autoComplete={vault.status === 'none' ? 'new-password' : 'off'}
      description="With it the password is kept on this device too, encrypted. Leave it empty to type the password each time. Nobody can recover a lost passphrase."
      error={keeping.refusal === null ? null : refusalWords[keeping.refusal]}
    />
  );
}
