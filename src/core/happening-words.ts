import type { BrokerHappening } from './happening';

/** What the broker told, in a sentence; null: a counter, which is no happening of its own. */
export function happeningWords(happening: BrokerHappening): string | null {
  switch (happening.type) {
    case 'log-in': {
      const { clientId, username, address } = happening;
      const from = address === null ? '' : ` from ${address}`;
      return `${username ?? 'Somebody without a username'} logged in${from} as the client ${clientId}`;
    }
    case 'log-in-failed': {
      const { clientId, address, isCertain } = happening;
      const whom = clientId === null ? '' : ` of the client ${clientId}`;
      const from = address === null ? '' : ` from ${address}`;
      return isCertain
        ? `A log-in${whom}${from} was refused`
        : `A connection${whom} ended before it had logged in: refused, or it said nothing`;
    }
    case 'taken-over':
      return `The client ${happening.clientId} was thrown out: another came with its client id`;
    case 'subscribed':
      return `The client ${happening.clientId} began to listen to ${happening.filter}`;
    case 'denied': {
      const { clientId, did, topic } = happening;
      return did === 'publish'
        ? `The client ${clientId} was not allowed to publish on ${topic}`
        : `The client ${clientId} was not allowed to listen to ${topic}`;
    }
    case 'administered': {
      const { username, command, about } = happening;
      return `${username} used ${command ?? 'a command that cannot be read'}${about === null ? '' : ` on ${about}`}`;
    }
    case 'log-in-rate':
      return null;
  }
}
