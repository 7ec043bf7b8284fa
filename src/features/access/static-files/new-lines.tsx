import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { StaticLogin } from '@/session/protocol';
import { Button } from '@/ui/button';

import styles from '../access-page.module.css';
import { CopyButton } from '../copy-button';
import { LoginValues } from '../login-values';

type NewLinesProps = {
  readonly login: StaticLogin;
  readonly old: string;
  /** the broker was asked */
  readonly onChange: () => void;
};

/** What goes into the files, and into the device. */
export function NewLines({ login: { username, password, passwordLine, aclLines }, old, onChange }: NewLinesProps) {
  const client = useSessionClient();
  const attempt = useMutation({
    mutationFn: () => client.askAccess('tryStaticLogin', { old, which: 'new', password }),
    onSettled: onChange,
  });
  const outcome = attempt.data?.outcome;
  return (
    <ol className={styles['points']} aria-label="What to do">
      <li>
        Look first whether the password file has a line of {username} already: of two the last counts, and whoever uses
        the other is locked out. If there is none, add this line, and leave the line of {old} as it is:{' '}
        <code className={styles['code']}>{passwordLine}</code>
        <CopyButton what="line" text={passwordLine} />
      </li>
      <li>
        Where there is a file of access rules, add: <code className={styles['code']}>{aclLines.join('\n')}</code>
        <CopyButton what="rules" text={aclLines.join('\n')} />
      </li>
      <li>
        Have the broker read them: kill -HUP, or systemctl reload mosquitto. Nobody is cut off by that.
        <div className={styles['actions']}>
          <Button size="small" pending={attempt.isPending} onPress={() => attempt.mutate()}>
            Try the new log-in
          </Button>
        </div>
        {outcome !== undefined && outcome !== 'let-in' && <p role="alert">{failures[outcome](username)}</p>}
      </li>
      <li>
        Type the new log-in into the device.
        <LoginValues username={username} password={password} />
      </li>
    </ol>
  );
}

const failures = {
  refused: (username: string) =>
    `The broker refuses ${username}: its line is not there, or the broker has not read the file again.`,
  unreachable: () => 'The broker could not be reached. Try again.',
} as const;
