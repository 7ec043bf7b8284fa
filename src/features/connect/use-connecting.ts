import { useEffect, useState } from 'react';

import type { ConnectionState } from '@/core/feed';
import { useSessionClient } from '@/session/client-context';
import type { Login } from '@/session/protocol';
import { useConnection } from '@/store/home-hooks';

import { checkAddress, type AddressRefusal, type Destination } from './broker-address';

/** The way from a press on "Connect" to the home: each stop is something a person has to read or decide. */
export type Connecting = {
  readonly connection: ConnectionState;
  /** as whom it was tried last, whatever stands in the form now; null: not from here */
  readonly triedAs: string | null;
  /** why the address was not tried */
  readonly refusal: AddressRefusal | null;
  /** the address to which the password would travel in clear, waiting for a yes */
  readonly unencryptedUrl: string | null;
  /** as typed */
  tryLogin(login: Login): void;
  /** past the check of the address */
  goTo(destination: Destination, login: Login): void;
  /** somebody else connects, with this name: its outcome is ours */
  follow(username: string): void;
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
  const [triedAs, setTriedAs] = useState<string | null>(null);
  /** the state of the connection when it was asked for: only a later one is an answer */
  const [askedAt, setAskedAt] = useState<ConnectionState | null>(null);

  useEffect(() => {
    if (askedAt !== null && connection !== askedAt && connection.status === 'connected') onConnected();
  }, [askedAt, connection, onConnected]);

  const reconsider = () => {
    setRefusal(null);
    setUnencryptedUrl(null);
  };
  const follow = (username: string) => {
    reconsider();
    setTriedAs(username);
    setAskedAt(connection);
  };
  const connect = (login: Login) => {
    follow(login.username);
    onConnecting(login);
    client.connect(login);
  };
  const goTo = ({ url, unencrypted }: Destination, login: Login) => {
    setRefusal(null);
    if (unencrypted && login.password !== '') setUnencryptedUrl(url);
    else connect({ ...login, url });
  };
  const tryLogin = (login: Login) => {
    const check = checkAddress(login.url, { https: location.protocol === 'https:' });
    if (check.outcome === 'refused') setRefusal(check);
    else goTo(check, login);
  };
  return { connection, triedAs, refusal, unencryptedUrl, tryLogin, goTo, follow, connect, reconsider };
}
