import { useEffect, useState } from 'react';

import type { ConnectionState } from '@/core/feed';
import { useSessionClient } from '@/session/client-context';
import type { Login } from '@/session/protocol';
import { useConnection } from '@/store/home-hooks';

import { checkAddress, type AddressRefusal, type Destination } from './broker-address';

/** The way from a press on "Connect" to the home: each stop is something a person has to read or decide. */
export type Connecting = {
  readonly connection: ConnectionState;
  /** why the address was not tried */
  readonly refusal: AddressRefusal | null;
  /** the address to which the password would travel in clear, waiting for a yes */
  readonly unencryptedUrl: string | null;
  /** as typed */
  tryLogin(login: Login): void;
  /** past the check of the address */
  goTo(destination: Destination, login: Login): void;
  /** somebody else connects: its outcome is ours */
  follow(): void;
  /** past every warning */
  connect(login: Login): void;
  /** the person turned back */
  reconsider(): void;
};

export function useConnecting(onConnecting: (login: Login) => void, onConnected: () => void): Connecting {
  const client = useSessionClient();
  const connection = useConnection();
  const [refusal, setRefusal] = useState<AddressRefusal | null>(null);
  const [unencryptedUrl, setUnencryptedUrl] = useState<string | null>(null);
  /** the state of the connection when it was asked for: only a later one is an answer */
  const [askedAt, setAskedAt] = useState<ConnectionState | null>(null);

  useEffect(() => {
    if (askedAt !== null && connection !== askedAt && connection.status === 'connected') onConnected();
  }, [askedAt, connection, onConnected]);

  const reconsider = () => {
    setRefusal(null);
    setUnencryptedUrl(null);
  };
  const follow = () => {
    reconsider();
    setAskedAt(connection);
  };
  const connect = (login: Login) => {
    follow();
    onConnecting(login);
    client.connect(login);
  };
  const goTo = ({ url, unencrypted }: Destination, login: Login) => {
    setRefusal(null);
    if (unencrypted) setUnencryptedUrl(url);
    else connect({ ...login, url });
  };
  const tryLogin = (login: Login) => {
    const check = checkAddress(login.url, { https: location.protocol === 'https:' });
    if (check.outcome === 'refused') setRefusal(check);
    else goTo(check, login);
  };
  return { connection, refusal, unencryptedUrl, tryLogin, goTo, follow, connect, reconsider };
}
