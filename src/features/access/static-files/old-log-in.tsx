import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { StaticTry } from '@/session/protocol';
import { Button } from '@/ui/button';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';

type OldLogInProps = {
  readonly old: string;
  /** somebody says that its line is deleted */
  readonly isDeleted: boolean;
  /** it was let in before, and is refused */
  readonly onRefused: () => void;
};

/**
 * Tries the old log-in, if somebody types its password. A wrong one is refused too: so only one that was let in before its
 * line was deleted proves anything afterwards.
 */
export function OldLogIn({ old, isDeleted, onRefused }: OldLogInProps) {
  const client = useSessionClient();
  const [password, setPassword] = useState('');
  const attempt = useMutation({
    mutationFn: () => client.askAccess('tryStaticLogin', { old, which: 'old', password }),
    gcTime: 0, // a password is in its question
    onSuccess(answer) {
      if (isDeleted && answer.outcome === 'refused' && answer.wasRight) onRefused();
    },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    attempt.mutate();
  };
  return (
    <form className={styles['stack']} aria-label={`Old log-in of ${old}`} onSubmit={submit} noValidate>
      <p className={styles['sentence']}>
        {isDeleted
          ? 'Try the old log-in, if you know its password: the broker should refuse it now.'
          : 'If you know the old password, try it once before: then a refusal afterwards proves that the line is gone. It is not kept.'}
      </p>
      <div className={styles['login']}>
        <TextField
          label={`Old password of ${old}`}
          name="old-password"
          type="password"
          value={password}
          onChange={setPassword}
          autoComplete="off"
        />
        <div className={styles['atFoot']}>
          <Button
            type="submit"
            pending={attempt.isPending}
            disabledReason={password === '' ? 'Type the old password first.' : null}
          >
            Try the old log-in
          </Button>
        </div>
      </div>
      {attempt.data !== undefined && <p role="status">{triedWords(attempt.data, old, isDeleted)}</p>}
    </form>
  );
}

function triedWords(tried: StaticTry, old: string, isDeleted: boolean): string {
  switch (tried.outcome) {
    case 'unreachable':
      return 'The broker could not be reached. Try again.';
    case 'let-in':
      return isDeleted
        ? `The broker still lets ${old} in: its line is there, or the broker has not read the file again.`
        : `The broker lets ${old} in with it. Delete the line, and try it again.`;
    case 'refused':
      if (tried.wasRight) return `The broker refuses ${old} now.`;
      return isDeleted
        ? `The broker refuses ${old} with this password. It was not tried before the line was deleted, so a slip of the keys would look the same.`
        : `The broker refuses ${old} with this password: it is not the one, or the line is gone already.`;
  }
}
