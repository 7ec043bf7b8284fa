import type { FormEvent } from 'react';

import type { Login } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Checkbox } from '@/ui/checkbox';
import { TextField } from '@/ui/text-field';

import styles from './connect-page.module.css';

type ConnectFormProps = {
  readonly login: Login;
  readonly onChange: (part: Partial<Login>) => void;
  readonly remember: boolean;
  readonly onRemember: (remember: boolean) => void;
  readonly addressRefused: boolean;
  readonly connecting: boolean;
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
        description="Keeps the address and the username. The password is never stored."
      />
      <div className={styles['submit']}>
        <Button type="submit" tone="primary" pending={connecting}>
          {connecting ? 'Connecting' : 'Connect'}
        </Button>
      </div>
    </form>
  );
}
