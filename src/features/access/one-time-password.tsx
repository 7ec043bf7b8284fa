import { Notice } from '@/ui/notice';

import styles from './access-page.module.css';
import { CopyButton } from './copy-button';

/** Why the question before it cannot be left: the old password may have gone already, and the new one is shown nowhere else. */
export const underWay = 'The broker is being told. What it answers is shown here.';

type OneTimePasswordProps = { readonly username: string; readonly password: string };

/** A password that is shown this once: whoever closes the dialog has to make a new one. */
export function OneTimePassword({ username, password }: OneTimePasswordProps) {
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
        <CopyButton what="password" text={password} />
      </div>
    </div>
  );
}
