import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { StaticLogin } from '@/session/protocol';
import { useConnection } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { TextField } from '@/ui/text-field';

import styles from '../access-page.module.css';
import { NoAnswer } from '../old-answer';
import { RotationHistory } from '../rotation-history';
import { StaticChangeCard } from './static-change-card';

const lookMs = 2_000;
const changesKey = ['static-changes'];

/** `isKnown`: this broker cannot be administered from here. Without that it is shown only where something is under way. */
type StaticFilesProps = { readonly isKnown: boolean };

/** For a broker whose accounts stand in files on its own computer: what to write there, in which order, and whether it holds. */
export function StaticFiles({ isKnown }: StaticFilesProps) {
  const client = useSessionClient();
  const isConnected = useConnection().status === 'connected';
  const asked = useQuery({
    queryKey: changesKey,
    queryFn: () => client.askAccess('staticChanges', {}),
    enabled: isConnected,
    refetchInterval: ({ state }) => ((state.data?.length ?? 0) > 0 ? lookMs : false),
  });
  const changes = asked.data ?? [];
  const isUnread = asked.isError && asked.data === undefined;
  const queries = useQueryClient();
  const again = () => void queries.invalidateQueries({ queryKey: changesKey });
  const [ended, setEnded] = useState<string | null>(null);
  const [old, setOld] = useState('');
  /** only as long as they are looked at: they are gone when somebody leaves the page */
  const [made, setMade] = useState<readonly StaticLogin[]>([]);
  const make = useMutation({
    mutationFn: (whose: string) => client.askAccess('staticLogin', { old: whose }),
    gcTime: 0, // a password is in its answer
    onSuccess: (login) =>
      login && setMade((all) => [...all.filter(({ username }) => username !== login.username), login]),
    onSettled: again,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setEnded(null);
    make.mutate(old.trim());
  };
  if (!isKnown && changes.length === 0 && ended === null && !isUnread) return null;
  const end = (username: string, words: string) => {
    make.reset();
    setMade((all) => all.filter((one) => one.username !== username));
    setEnded(words);
  };
  return (
    <>
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
          {isUnread && <NoAnswer title="Whether a change is under way could not be read." onAgain={again} />}
          {ended !== null && <Notice tone="ok" role="status" title={ended} />}
          {changes.length > 0 && (
            <ul className={styles['cards']} aria-label="Under way">
              {changes.map((change) => (
                <StaticChangeCard
                  key={`${change.old} ${change.madeAt}`}
                  change={change}
                  login={made.find(({ username }) => username === change.username) ?? null}
                  onMake={() => make.mutate(change.old)}
                  onChange={again}
                  onEnd={(words) => end(change.username, words)}
                />
              ))}
            </ul>
          )}
        </div>
      </Section>
      {ended !== null && <RotationHistory part="replaced" turns={ended} />}
    </>
  );
}
