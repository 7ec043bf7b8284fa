import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import type { AdminFailure, AdminState } from '@/core/log-ins/account';
import { useSessionClient } from '@/session/client-context';
import { useConnection } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { useComeBack } from '@/ui/come-back';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { usePageReason } from '@/ui/secure-page';
import { TextField } from '@/ui/text-field';

import styles from './access-page.module.css';
import { StaticFiles } from './static-files/static-files';

/** Accounts are the administrator's business: his log-in is asked for here and forgotten again. */
export function SignIn({ admin }: { readonly admin: AdminState }) {
  const client = useSessionClient();
  const [username, setUsername] = useState('admin');
  const [password, setPassword] = useState('');
  const comeBack = useComeBack();
  const signIn = useMutation({
    mutationFn: () => client.askAccess('openAdmin', { username, password }),
    onSuccess: ({ status }) => {
      if (status === 'open') comeBack();
    },
    onSettled: () => setPassword(''),
  });
  const opening = admin.status === 'opening' || signIn.isPending;
  const reason = usePageReason(useConnection().status === 'connected');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!opening && reason === null) signIn.mutate();
  };
  const isStatic = admin.status === 'failed' && ['no-administration', 'silent'].includes(admin.reason);
  const form = (
    <Section
      heading="Sign in as the broker’s administrator"
      lead="Accounts and passwords can be seen and changed by an administrator only. This log-in is used for nothing else; it stays in memory and is forgotten after a quarter of an hour, or when you sign out."
    >
      <form className={styles['signIn']} aria-label="Administrator" onSubmit={submit} noValidate>
        {admin.status === 'failed' && <Notice tone="critical" role="alert" {...failures[admin.reason]} />}
        <div className={styles['login']}>
          <TextField
            label="Username"
            name="admin-username"
            value={username}
            onChange={setUsername}
            autoComplete="off"
            verbatim
          />
          <TextField
            label="Password"
            name="admin-password"
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="off"
          />
        </div>
        <div>
          <Button type="submit" tone="primary" pending={opening} disabledReason={reason}>
            {opening ? 'Signing in' : 'Sign in'}
          </Button>
        </div>
      </form>
    </Section>
  );
  return (
    <div className={styles['parts']}>
      {form}
      <StaticFiles isKnown={isStatic} />
    </div>
  );
}

const failures: Readonly<Record<AdminFailure, { readonly title: string; readonly children: string }>> = {
  'bad-credentials': {
    title: 'The broker does not know this username with this password.',
    children:
      'Check both. With the simulated home, npm start prints the administrator’s password. If a password that worked is refused, and nobody else can log in either, the broker may have lost its account file: sign in with the log-in for emergencies, and bring the accounts back from your backup or make new log-ins by hand.',
  },
  'no-administration': {
    title: 'This account may not administer the broker, or the broker cannot be administered from here.',
    children:
      'Gatehouse speaks Mosquitto’s dynamic security. A broker with a password file has to be changed on the computer that runs it: what to write there is made below.',
  },
  silent: {
    title:
      'The broker lets this account in and does not answer it: it is busy, or the broker cannot be administered from here.',
    children:
      'A broker that has much to write may take a while: sign in again. If it stays silent, it has no accounts that can be changed from here (Gatehouse speaks Mosquitto’s dynamic security), or does not tell this account that it may not. A broker with a password file has to be changed on the computer that runs it: what to write there is made below.',
  },
  unreachable: { title: 'The broker could not be reached.', children: 'Try again when the page is connected.' },
  lost: {
    title: 'The broker does not let this administrator in any more.',
    children:
      'Another administrator may have changed this password, or switched this log-in off. Sign in with one that works, and whatever was begun goes on. If nobody can log in any more, the broker has lost its account file: bring its account file back from your backup, as the page “Bring accounts back” under Connect says. Without a copy sign in with the log-in for emergencies: under Log-ins each device can then be given a new one by hand. Gatehouse changes nothing until then.',
  },
};
