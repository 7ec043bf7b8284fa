import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { ClientAnswer } from '@/session/protocol';
import { useDevice } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './rights-page.module.css';

type ClientsListProps = {
  readonly clients: readonly ClientAnswer[];
  readonly onNarrow: (username: string) => void;
  readonly onChanged: () => void;
};

/** Each account: what it is, and what somebody could do who had its password. */
export function ClientsList({ clients, onNarrow, onChanged }: ClientsListProps) {
  return (
    <Section
      heading="What could it do if it were taken over?"
      lead="Whoever has the password of one of these accounts, or the device that uses it, could do this."
    >
      <ul className={styles['list']} aria-label="Accounts">
        {clients.map((client) => (
          <Client key={client.username} client={client} onNarrow={onNarrow} onChanged={onChanged} />
        ))}
      </ul>
    </Section>
  );
}

type ClientProps = Omit<ClientsListProps, 'clients'> & { readonly client: ClientAnswer };

function Client({ client, onNarrow, onChanged }: ClientProps) {
  const { username, sentence, device: id, deeds, disabled, isNarrowed, narrowing } = client;
  const device = useDevice(id ?? '');
  return (
    <li className={styles['item']}>
      <details>
        <summary className={styles['summary']}>
          <span className={styles['name']}>{username}</span>
          <span className={styles['muted']}>{disabled ? switchedOff(deeds.length > 0) : sentence}</span>
        </summary>
        <div className={styles['details']}>
          {deeds.length > 0 && (
            <ul className={styles['deeds']}>
              {deeds.map(({ deed, sentences }) => (
                <li key={deed}>
                  It could {deed}. <span className={styles['muted']}>{sentences.join(' ')}</span>
                </li>
              ))}
            </ul>
          )}
          <Facts client={client} deviceName={device?.name ?? null} />
          {isNarrowed ? (
            <Undo username={username} onChanged={onChanged} />
          ) : (
            narrowing.possible && (
              <Button size="small" label={`Give it only what it needs: ${username}`} onPress={() => onNarrow(username)}>
                Give it only what it needs
              </Button>
            )
          )}
        </div>
      </details>
    </li>
  );
}

function switchedOff(isOpenByCertificate: boolean): string {
  return isOpenByCertificate
    ? 'Switched off: only with a certificate in its name'
    : 'Switched off: nobody can log in with it';
}

function Facts({ client, deviceName }: { readonly client: ClientAnswer; readonly deviceName: string | null }) {
  const { issuedAt, lastSeen, connections, clientIds, roles } = client;
  return (
    <ul className={styles['facts']}>
      <li>{deviceName === null ? 'Nobody knows which device uses it' : `Used by ${deviceName}`}</li>
      <li>
        {issuedAt === null ? (
          'Nobody wrote down when its password was set'
        ) : (
          <>
            Password set <Age at={issuedAt} />
          </>
        )}
      </li>
      <li>
        {(connections ?? 0) > 0 ? (
          'Connected now'
        ) : lastSeen === null ? (
          'Not seen in use yet'
        ) : (
          <>
            Last seen in use <Age at={lastSeen} />
          </>
        )}
      </li>
      {clientIds.length > 0 && <li>Logged in as {clientIds.map((id) => `“${id}”`).join(', ')}</li>}
      {roles.length === 0 && <li>It has no role</li>}
      {roles.map(({ name, words }) => (
        <li key={name}>
          By {name}: {words}
        </li>
      ))}
    </ul>
  );
}

function Undo({ username, onChanged }: { readonly username: string; readonly onChanged: () => void }) {
  const client = useSessionClient();
  const undo = useMutation({
    mutationFn: () => client.askAccess('undoNarrowing', { username }),
    onSettled: onChanged,
  });
  return (
    <>
      {undo.data?.outcome === 'refused' && <Notice tone="warning" role="alert" title={undo.data.reason} />}
      <p className={styles['muted']}>It was given only what it needs. What it had before is written down.</p>
      <Button
        size="small"
        pending={undo.isPending}
        label={`Give it back what it had: ${username}`}
        onPress={() => undo.mutate()}
      >
        Give it back what it had
      </Button>
    </>
  );
}
