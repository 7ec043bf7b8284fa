import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';

import { LoginValues } from './login-values';
import styles from './typed-login.module.css';

type Login = { readonly username: string; readonly password: string };

/**
 * The new log-in that somebody types into the device. It is fetched only when it is asked for, stands in the page as long as
 * it is looked at, and goes with the dialog.
 */
export function TypedLogin({ account }: { readonly account: string }) {
  const client = useSessionClient();
  const [login, setLogin] = useState<Login | null>(null);
  if (login === null) {
    return (
      <div className={styles['login']}>
        <p>
          Be at the device, or on its own page, before you look at it. It can be shown as long as you are signed in,
          which is about an hour; what is noted down stays good for longer.
        </p>
        <div>
          <Button onPress={() => void client.askAccess('revealLogin', { account }).then(setLogin)}>
            Show the new log-in
          </Button>
        </div>
      </div>
    );
  }
  return (
    <section className={styles['login']} aria-label="New log-in" tabIndex={-1}>
      <LoginValues username={login.username} password={login.password}>
        <Button size="small" onPress={() => setLogin(null)}>
          Hide the log-in
        </Button>
      </LoginValues>
    </section>
  );
}
