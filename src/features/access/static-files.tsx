import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { StaticLogin } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';
import { TextField } from '@/ui/text-field';

import styles from './access-page.module.css';
import { CopyButton } from './copy-button';
import { LoginValues } from './login-values';

/** For a broker whose accounts stand in files on its own computer: what to write there, and in which order. */
export function StaticFiles() {
  const client = useSessionClient();
  const [old, setOld] = useState('');
  const make = useMutation({
    mutationFn: () => client.askAccess('staticLogin', { old }),
    gcTime: 0, // a password is in its answer
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    make.mutate();
  };
  return (
    <Section
      heading="A broker with a password file"
      lead="Its accounts are lines in files on the computer that runs it, and nobody can change them from here. Gatehouse makes a new log-in and the lines for it; you put them there and type the log-in into the device."
    >
      <div className={styles['stack']}>
        <form className={styles['login']} aria-label="New lines" onSubmit={submit} noValidate>
          <TextField
            label="Username that the device uses now"
            name="old-username"
            value={old}
            onChange={setOld}
            autoComplete="off"
            verbatim
          />
          <div className={styles['atFoot']}>
            <Button
              type="submit"
              pending={make.isPending}
              disabledReason={old.trim() === '' ? 'Say which username it is.' : null}
            >
              Make a new log-in
            </Button>
          </div>
        </form>
        {make.data === null && <p role="alert">A password file cannot hold that name.</p>}
        {make.data != null && <Lines login={make.data} old={old.trim()} onDone={make.reset} />}
      </div>
    </Section>
  );
}

function Lines({
  login,
  old,
  onDone,
}: {
  readonly login: StaticLogin;
  readonly old: string;
  readonly onDone: () => void;
}) {
  const { username, password, passwordLine, aclLines } = login;
  return (
    <ol className={styles['points']} aria-label="What to do">
      <li>
        Add this line to the password file, and leave the line of {old} as it is:{' '}
        <code className={styles['code']}>{passwordLine}</code>
        <CopyButton what="line" text={passwordLine} />
      </li>
      <li>
        Where there is a file of access rules, add: <code className={styles['code']}>{aclLines.join('\n')}</code>
        <CopyButton what="rules" text={aclLines.join('\n')} />
      </li>
      <li>Have the broker read them: kill -HUP, or systemctl reload mosquitto. Nobody is cut off by that.</li>
      <li>
        Type the new log-in into the device.
        <LoginValues username={username} password={password} />
      </li>
      <li>
        When the device works with it, and not before: delete the line of {old} from both files, and reload again.
      </li>
      <li>
        <Button onPress={onDone}>Done: forget this log-in</Button>
      </li>
    </ol>
  );
}
