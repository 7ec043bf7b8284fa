import type { ConnectFailure, ConnectionState } from '@/core/feed';

/** Why there is no connection and will be none, as a sentence for whoever typed the command; null: there may be one yet. */
export function connectTrouble(connection: ConnectionState | undefined): string | null {
  return connection?.status === 'failed' ? sentence(connection.failure, connection.url) : null;
}

/** a connection that TLS ends looks from here like none */
const trust = ' Does this computer trust its certificate? NODE_EXTRA_CA_CERTS=FILE names an authority of your own.';

function sentence(failure: ConnectFailure, url: string): string {
  switch (failure.kind) {
    case 'bad-credentials':
      return `The broker at ${url} refused the username or the password. Set --username and GATEHOUSE_PASSWORD.`;
    case 'protocol-version':
      return `The broker at ${url} speaks neither MQTT 5 nor MQTT 3.1.1.`;
    case 'not-a-websocket':
      return `A web server answers at ${url}, but not with a WebSocket. Is it the broker's WebSocket port and path?`;
    case 'server-unavailable':
      return `The broker at ${url} says that it is not available now. Try again later.`;
    case 'unreachable':
      if (failure.opened)
        return `A WebSocket opens at ${url}, but no broker speaks over it. Is it the broker's, and not full?`;
      return `Nothing answers at ${url}. Is the broker running, and is this its WebSocket port?${url.startsWith('wss:') ? trust : ''}`;
    case 'bad-address':
      return `${url} is not an address of a broker: ${failure.reason}`;
  }
}
