import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';

/** The log-in for the day on which the account file is lost: what it is, and whether it works. */
export function BreakGlass() {
  const client = useSessionClient();
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => client.askAccess('tryBreakGlass', { username, password }),
    onSettled: () => setPassword(''),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!attempt.isPending) attempt.mutate();
  };
  return (
    <Section
      heading="For emergencies"
      lead="If the broker loses its account file, nobody can log in any more, you neither. A log-in in the broker’s password file (with a line in its access file for $CONTROL/dynamic-security/#) still works then. Only whoever runs the broker’s computer can make it. Here you can try whether it works."
    >
      <form className={styles['signIn']} aria-label="Emergency log-in" onSubmit={submit} noValidate>
        {attempt.data !== undefined && (
          <Notice tone={attempt.data.works ? 'ok' : 'warning'} role="status" title={attempt.data.sentence} />
        )}
        <div className={styles['login']}>
          <TextField label="Emergency username" value={username} onChange={setUsername} autoComplete="off" verbatim />
          <TextField
            label="Emergency password"
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="off"
          />
        </div>
        <div>
          <Button
            type="submit"
            pending={attempt.isPending}
            disabledReason={username === '' || password === '' ? 'Type the log-in that you want to try.' : null}
          >
            Try it
          </Button>
        </div>
      </form>
    </Section>
  );
}
