import { useCallback, useRef, useState, type ReactNode } from 'react';

import type { KeptLogin } from '@/core/log-ins/vault';

import { refusalWords } from '@/core/log-ins/vault-words';
import { useSessionClient } from '@/session/client-context';
import type { Login } from '@/session/protocol';
import { useVault } from '@/store/home-hooks';
import { LinkButton } from '@/ui/button';
import { ConfirmDialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { PageHeader } from '@/ui/page-header';
import { paths } from '@/ui/paths';
import { Card } from '@/ui/section';

import { AddressRefused } from './address-refused';
import { brokerHost } from './broker-address';
import { ConnectFailed } from './connect-failed';
import { ConnectForm } from './connect-form';
import { ConnectHelp } from './connect-help';
import styles from './connect-page.module.css';
import { recallBroker, rememberBroker } from './remembered-broker';
import { useConnecting } from './use-connecting';
import { useKeeping } from './use-keeping';

type ConnectPageProps = {
  /** what the form begins with, from the address of the page or from its server */
  readonly preset: { readonly url: string; readonly username: string } | null;
  /** the log-ins that this browser remembers */
  readonly kept: (connect: (login: KeptLogin) => void) => ReactNode;
  /** the home is there: go where the person wanted to go */
  readonly onConnected: () => void;
};

/** Where a person tells which broker, and as whom. */
export function ConnectPage({ preset, kept, onConnected }: ConnectPageProps) {
  const [remembered] = useState(() => recallBroker());
  const page = useRef<HTMLDivElement>(null);
  /** to be remembered when it was right: until then what was right before stays */
  const [asked, setAsked] = useState<Pick<Login, 'url' | 'username'> | null>(null);
  const [login, setLogin] = useState<Login>({ url: '', username: '', ...(preset ?? remembered), password: '' });
  const [remember, setRemember] = useState(remembered !== null);
  const client = useSessionClient();
  const vault = useVault();
  const keeping = useKeeping();
  const { keep } = keeping;
  // a log-in that could not be kept is told here before the person goes on
  const arrive = useCallback(() => {
    if (asked !== null) rememberBroker(asked);
    void keep().then((isDone) => isDone && onConnected());
  }, [asked, keep, onConnected]);
  const { connection, triedAs, refusal, unencryptedUrl, ...connecting } = useConnecting(({ url, username }) => {
    setAsked(remember ? { url, username } : null);
    if (!remember) rememberBroker(null);
  }, arrive);
  const submit = async () => {
    if (await keeping.prepare(remember)) connecting.tryLogin(login);
  };

  return (
    <div ref={page} className={styles['page']}>
      <PageHeader
        title="Connect to your broker"
        sentence="Gatehouse reads the MQTT broker that your home already has. Nothing leaves your home."
      />
      {connection.status === 'connected' && (
        <Notice
          tone="ok"
          title={`Connected to ${brokerHost(connection.url)}.`}
          actions={<LinkButton to={paths.overview}>Go to your home</LinkButton>}
        >
          {keeping.refusal === null ? undefined : `The password was not kept. ${refusalWords[keeping.refusal]}`}
        </Notice>
      )}
      {refusal !== null && (
        <AddressRefused
          refusal={refusal}
          onTake={(url) => {
            connecting.reconsider();
            setLogin({ ...login, url });
          }}
          onInsist={(destination) => connecting.goTo(destination, login)}
          heir={() => page.current?.querySelector('input[name="broker"]')}
        />
      )}
      {refusal === null && connection.status === 'failed' && (
        <ConnectFailed
          failure={connection.failure}
          attempt={{ url: connection.url, username: triedAs ?? login.username }}
        />
      )}
      {kept(({ url, username }) => {
        setAsked(null);
        connecting.follow(username);
        void client.askVault('connectKept', { url, username });
      })}
      <Card>
        <ConnectForm
          login={login}
          onChange={(part) => setLogin({ ...login, ...part })}
          remember={remember}
          onRemember={setRemember}
          addressRefused={refusal !== null}
          connecting={connection.status === 'connecting'}
          vault={vault}
          keeping={keeping}
          onSubmit={() => void submit()}
        />
      </Card>
      <ConnectHelp />
      <ConfirmDialog
        open={unencryptedUrl !== null}
        title="Connect without encryption?"
        sentence={`Your password would travel to ${brokerHost(unencryptedUrl ?? '')} in clear, and anyone on the same network could read it. An address that starts with wss:// keeps it to yourself.`}
        confirmLabel="Connect anyway"
        onConfirm={() => unencryptedUrl !== null && connecting.connect({ ...login, url: unencryptedUrl })}
        onCancel={connecting.reconsider}
      />
    </div>
  );
}
