import { useState, type ReactNode } from 'react';

import { Button } from '@/ui/button';

import { CopyButton } from './copy-button';
import { QrCode } from './qr-code';
import styles from './typed-login.module.css';

type LoginValuesProps = {
  readonly username: string;
  readonly password: string;
  /** further buttons beside that of the QR code */
  readonly children?: ReactNode;
};

/** A log-in for somebody who types it into a device: to be copied, read or scanned. */
export function LoginValues({ username, password, children }: LoginValuesProps) {
  const [asCode, setAsCode] = useState(false);
  return (
    <>
      <dl className={styles['values']}>
        <dt>Username</dt>
        <dd>
          <span className={styles['value']}>{username}</span>
          <CopyButton what="username" text={username} />
        </dd>
        <dt>Password</dt>
        <Password password={password} />
      </dl>
      {asCode && <QrCode text={password} label="The new password as a QR code" />}
      <div className={styles['buttons']}>
        <Button size="small" expanded={asCode} onPress={() => setAsCode(!asCode)}>
          {asCode ? 'Hide the QR code' : 'Password as a QR code'}
        </Button>
        {children}
      </div>
    </>
  );
}

/** Masked until somebody wants to read it: others may look at the same screen. */
function Password({ password }: { readonly password: string }) {
  const [shown, setShown] = useState(false);
  return (
    <dd>
      <span className={styles['value']}>{shown ? password : '••••••••••••'}</span>
      <Button size="small" onPress={() => setShown(!shown)} label={shown ? 'Hide the password' : 'Show the password'}>
        {shown ? 'Hide' : 'Show'}
      </Button>
      <CopyButton what="password" text={password} />
    </dd>
  );
}
