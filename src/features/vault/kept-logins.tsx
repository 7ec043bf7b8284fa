import type { ReactNode } from 'react';

import type { KeptLogin } from '@/core/log-ins/vault';
import { Age } from '@/ui/age';

import styles from './vault.module.css';

/** "ws://192.168.1.10:9001 as owner" */
export function loginWords({ url, username }: KeptLogin): string {
  return `${url} ${nameWords(username)}`;
}

function nameWords(username: string): string {
  return username === '' ? 'without a name' : `as ${username}`;
}

type KeptLoginsProps = {
  readonly logins: readonly KeptLogin[];
  readonly actions: (login: KeptLogin) => ReactNode;
};

/** The homes in the vault, without a password anywhere. */
export function KeptLogins({ logins, actions }: KeptLoginsProps) {
  return (
    <ul className={styles['logins']} aria-label="Remembered log-ins">
      {logins.map((login) => (
        <li key={`${login.url} ${login.username}`} className={styles['login']}>
          <div className={styles['home']}>
            <span className={styles['name']}>{login.url}</span>
            <span className={styles['muted']}>
              {nameWords(login.username)}, kept <Age at={login.keptAt} />
            </span>
          </div>
          <div className={styles['actions']}>{actions(login)}</div>
        </li>
      ))}
    </ul>
  );
}
