import { useState } from 'react';

import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

import styles from './access-page.module.css';

type OneTimePasswordProps = { readonly username: string; readonly password: string };

/** A password that is shown this once: whoever closes the dialog has to make a new one. */
export function OneTimePassword({ username, password }: OneTimePasswordProps) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={styles['stack']}>
      <Notice tone="warning" title="This password is shown only now.">
        Gatehouse does not keep it. Write it down or copy it before you close this.
      </Notice>
      <dl className={styles['oneTime']}>
        <dt>Username</dt>
        <dd>{username}</dd>
        <dt>Password</dt>
        <dd aria-label="New password">{password}</dd>
      </dl>
      <div>
        <Button
          onPress={() =>
            void navigator.clipboard.writeText(password).then(
              () => setCopied(true),
              () => {},
            )
          }
        >
          {copied ? 'Copied' : 'Copy the password'}
        </Button>
      </div>
    </div>
  );
}
