import { useState, type FormEvent } from 'react';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { TextField } from '@/ui/text-field';

import styles from './codes.module.css';

type Stage = 'hidden' | 'asking' | 'checking' | 'refused' | 'unreachable' | 'shown' | 'gone';

/** Shows the code that was just set, once, to whoever knows the administrator's password. */
export function Reveal({ code, person }: { readonly code: string; readonly person: string }) {
  const client = useSessionClient();
  const [stage, setStage] = useState<Stage>('hidden');
  const [username, setUsername] = useState('admin');
  const [password, setPassword] = useState('');

  async function check(): Promise<void> {
    setStage('checking');
    const { outcome } = await client.askAccess('stepUp', { username, password });
    setPassword('');
    setStage(outcome === 'confirmed' || outcome === 'no-administration' ? 'shown' : outcome);
  }

  switch (stage) {
    case 'hidden':
      return (
        <div>
          <Button onPress={() => setStage('asking')}>Show the code once</Button>
        </div>
      );
    case 'shown':
      return (
        <div className={styles['revealed']}>
          <p>The code for {person}:</p>
          <output aria-label="Code" className={styles['code']}>
            {code}
          </output>
          <Button onPress={() => setStage('gone')}>Hide it</Button>
        </div>
      );
    case 'gone':
      return (
        <p className={styles['muted']}>The code was shown. It cannot be shown again; give a new one if it is lost.</p>
      );
    default:
      return (
        <form
          className={styles['form']}
          aria-label="Show the code"
          noValidate
          onSubmit={(event: FormEvent) => {
            event.preventDefault();
            if (stage !== 'checking') void check();
          }}
        >
          {stage === 'refused' && (
            <Notice tone="critical" role="alert" title="That is no administrator’s password of this broker.">
              If nobody administers your broker from here, take the log-in that this page is connected with.
            </Notice>
          )}
          {stage === 'unreachable' && (
            <Notice tone="critical" role="alert" title="The broker did not answer. Try again." />
          )}
          <p className={styles['muted']}>A code is shown to whoever knows the administrator’s password.</p>
          <TextField label="Administrator" value={username} onChange={setUsername} autoComplete="off" verbatim />
          <TextField
            label="Administrator’s password"
            type="password"
            value={password}
            onChange={setPassword}
            autoComplete="off"
            autoFocus
          />
          <div>
            <Button type="submit" pending={stage === 'checking'}>
              Show it
            </Button>
          </div>
        </form>
      );
  }
}
