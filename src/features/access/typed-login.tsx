import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';

import { CopyButton } from './copy-button';
import { QrCode } from './qr-code';
import styles from './typed-login.module.css';

type Login = { readonly username: string; readonly password: string };

/**
 * The new log-in that somebody types into the device. It is fetched only when it is asked for, stands in the page as long as
 * it is looked at, and goes with the dialog.
 */
export function TypedLogin({ account }: { readonly account: string }) {
  const client = useSessionClient();
  const [login, setLogin] = useState<Login | null>(null);
  const [asCode, setAsCode] = useState(false);
  if (login === null) {
    return (
      <div className={styles['login']}>
        <p>Be at the device, or on its own page, before you look at it.</p>
        <div>
          <Button onPress={() => void client.askAccess('revealLogin', { account }).then(setLogin)}>
            Show the new log-in
          </Button>
        </div>
      </div>
    );
  }
  return (
    <section className={styles['login']} aria-label="New log-in">
      <dl className={styles['values']}>
        <dt>Username</dt>
        <dd className={styles['value']}>{login.username}</dd>
        <CopyButton what="username" text={login.username} />
        <Password password={login.password} />
        <CopyButton what="password" text={login.password} />
      </dl>
      {asCode && <QrCode text={login.password} label="The new password as a QR code" />}
      <div className={styles['buttons']}>
        <Button size="small" onPress={() => setAsCode(!asCode)}>
          {asCode ? 'Hide the QR code' : 'Password as a QR code'}
        </Button>
        <Button size="small" onPress={() => setLogin(null)}>
          Hide the log-in
        </Button>
      </div>
    </section>
  );
}

/** Masked until somebody wants to read it: others may look at the same screen. */
function Password({ password }: { readonly password: string }) {
  const [shown, setShown] = useState(false);
  return (
    <>
      <dt>Password</dt>
      <dd>
        <span className={styles['value']}>{shown ? password : '••••••••••••'}</span>{' '}
        <Button size="small" onPress={() => setShown(!shown)} label={shown ? 'Hide the password' : 'Show the password'}>
          {shown ? 'Hide' : 'Show'}
        </Button>
      </dd>
    </>
  );
}
