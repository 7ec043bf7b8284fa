import type { BrokerHappening } from '@/core/happening';

/** Where Mosquitto tells its log, if its configuration says `log_dest topic`; `N` notice, `E` error, `I` information. */
export const brokerLogTopics = ['N', 'E', 'I', 'M/subscribe', 'M/denied'].map((level) => `$SYS/broker/log/${level}`);
const prefix = '$SYS/broker/log/';

const mostBytes = 2_048;
const mostClients = 2_000;
const mostNameLength = 128;
/** TCP connections that have not said yet who they are */
const mostUnnamed = 500;

/** Of the client's own words only the beginning and the end of a line are the broker's: both are anchored. */
const lines = {
  opened: /^New connection from (.{1,80}?):\d{1,5} on port \d{1,5}\.$/,
  came: /^New client connected from (\S{1,80}?)(?::\d{1,5})? as (.{0,256}) \(p\d, c\d, k\d{1,5}(?:, u'(.{0,256})')?\)\.$/,
  /** 2.1 */
  refusedFrom: /^Client (.{0,256}) \[(\S{1,80}?)(?::\d{1,5})?\] disconnected: not authorised\.$/,
  /** 2.0 over TCP; before 2.0.22 the client is always `<unknown>` */
  refused: /^Client (.{0,256}) disconnected, not authorised\.$/,
  closed: /^Client (.{0,256}) closed its connection\.$/,
  takenOver: /^Client (.{0,256}) already connected, closing old connection\.$/,
  takenOverFrom: /^Client (.{0,256}) \[\S{1,80}\] disconnected: session taken over\.$/,
  gone: /^Client (.{0,256}?)(?: \[\S{1,80}\])? (?:disconnected.*|has exceeded timeout, disconnecting|been disconnected by administrative action)\.$/,
  administered: /^dynsec: (.{0,256}?)\/([^|]{0,256}?) \| (\w{1,40})(?: \| (.{0,1024}))?$/,
  subscribed: /^(.{1,256}) [012] (\S.{0,512})$/,
  denied: /^Denied (PUBLISH|SUBSCRIBE) from (.{0,256}?) \((.{0,640})\)$/,
  /** Mosquitto's own words in a debug log, which somebody may pass on: `(d0, q1, r0, m59904, 'TOPIC', ... (1 bytes))` */
  deniedTopic: /^d\d, q\d, r\d, m\d{1,5}, '(.{0,512})', \.\.\. \(\d{1,9} bytes\)$/,
} as const;

/** Log lines of Mosquitto 2.0 and 2.1, and of the embedded broker, as what they tell. Holds what pairs two lines. */
export type BrokerLog = {
  /** null: it tells nothing that wants anybody. `payload` is hostile as far as client ids go */
  read(topic: string, payload: Uint8Array): BrokerHappening | null;
};

/** In the words of Mosquitto 2.0.11, 2.0.22 and 2.1.2 (CREDENTIALS.md 1.8). */
export function openBrokerLog(): BrokerLog {
  const unnamed: string[] = [];
  /** clients that were seen to log in, or to go without; the latter may have come before we listened */
  const known = new Map<string, 'in' | 'out'>();

  function remember(clientId: string, state: 'in' | 'out'): void {
    known.delete(clientId);
    known.set(clientId, state);
    const [oldest] = known.keys();
    if (known.size > mostClients && oldest !== undefined) known.delete(oldest);
  }

  function notice(line: string): BrokerHappening | null {
    const opened = lines.opened.exec(line)?.[1];
    if (opened !== undefined) {
      unnamed.push(hostOf(opened));
      if (unnamed.length > mostUnnamed) unnamed.shift();
      return null;
    }
    const [came, from, clientId = '', username] = lines.came.exec(line) ?? [];
    if (came !== undefined && from !== undefined) return logIn(hostOf(from), clientId, username ?? null);
    const [refused, client, address] = lines.refusedFrom.exec(line) ?? lines.refused.exec(line) ?? [];
    if (refused !== undefined) {
      const host = address === undefined ? takeOldest() : hostOf(address);
      return { type: 'log-in-failed', clientId: nameIn(client), address: host, isCertain: true };
    }
    const closed = lines.closed.exec(line)?.[1];
    if (closed !== undefined) return closedIts(closed);
    const over = lines.takenOverFrom.exec(line)?.[1];
    if (over !== undefined) return { type: 'taken-over', clientId: cut(over) };
    const gone = lines.gone.exec(line)?.[1];
    if (gone !== undefined) known.delete(gone);
    return null;
  }

  function logIn(address: string, clientId: string, username: string | null): BrokerHappening {
    const at = unnamed.indexOf(address);
    if (at >= 0) unnamed.splice(at, 1);
    remember(clientId, 'in');
    return { type: 'log-in', clientId: cut(clientId), username: username === null ? null : cut(username), address };
  }

  /** The one that waits, or all that wait from one place; null: it could be either of several. */
  function takeOldest(): string | null {
    const address = unnamed.shift();
    return address !== undefined && unnamed.every((other) => other === address) ? address : null;
  }

  /**
   * A client that was in has just gone. One that nobody saw come was refused over WebSockets (2.0 tells no more), said nothing at
   * all, or came before we listened: so a name counts from the second time on.
   */
  function closedIts(clientId: string): BrokerHappening | null {
    const state = known.get(clientId);
    const isNameless = nameIn(clientId) === null;
    // a TCP connection that said nothing has told where it came from
    if (isNameless && unnamed.shift() !== undefined) return null;
    if (!isNameless) {
      remember(clientId, 'out');
      if (state !== 'out') return null;
    }
    return { type: 'log-in-failed', clientId: nameIn(clientId), address: null, isCertain: false };
  }

  return {
    read(topic, payload) {
      if (!topic.startsWith(prefix) || payload.byteLength > mostBytes) return null;
      const line = new TextDecoder().decode(payload).replace(/^\d{1,12}: /, '');
      switch (topic.slice(prefix.length)) {
        case 'N':
          return notice(line);
        case 'E': {
          const clientId = lines.takenOver.exec(line)?.[1];
          return clientId === undefined ? null : { type: 'taken-over', clientId: cut(clientId) };
        }
        case 'I':
          return administered(line);
        case 'M/subscribe': {
          const [, clientId, filter] = lines.subscribed.exec(line) ?? [];
          if (clientId === undefined || filter === undefined) return null;
          return { type: 'subscribed', clientId: cut(clientId), filter };
        }
        case 'M/denied':
          return denied(line);
        default:
          return null;
      }
    },
  };
}

function administered(line: string): BrokerHappening | null {
  const [, clientId, username, command, rest = ''] = lines.administered.exec(line) ?? [];
  if (clientId === undefined || username === undefined || command === undefined) return null;
  const about = ['username', 'rolename', 'groupname', 'group', 'role', 'client'].flatMap((key) =>
    fieldIn(rest, key),
  )[0];
  return { type: 'administered', clientId: cut(clientId), username: cut(username), command, about: about ?? null };
}

/** `username=cam-1.a | password=******` */
function fieldIn(rest: string, key: string): readonly string[] {
  const field = rest.split(' | ').find((one) => one.startsWith(`${key}=`));
  return field === undefined ? [] : [cut(field.slice(key.length + 1))];
}

function denied(line: string): BrokerHappening | null {
  const [, verb, clientId, where] = lines.denied.exec(line) ?? [];
  if (clientId === undefined || where === undefined) return null;
  const topic = lines.deniedTopic.exec(where)?.[1] ?? where;
  return { type: 'denied', clientId: cut(clientId), did: verb === 'PUBLISH' ? 'publish' : 'subscribe', topic };
}

function nameIn(clientId: string | undefined): string | null {
  return clientId === undefined || clientId === '<unknown>' || clientId === '' ? null : cut(clientId);
}

/** Over WebSockets Mosquitto 2.0 writes IPv4 as IPv6. */
function hostOf(address: string): string {
  return address.replace(/^::ffff:/, '');
}

function cut(name: string): string {
  return name.length <= mostNameLength ? name : `${name.slice(0, mostNameLength - 1)}…`;
}
