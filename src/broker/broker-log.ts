import { brokerLogTopic, unreadableName, type BrokerHappening } from '@/core/happening';

import { withoutStamp } from './log-stamp';

export const brokerLogPrefix = `${brokerLogTopic}/`;
/** Where Mosquitto tells its log, if its configuration says `log_dest topic`; `N` notice, `E` error, `I` information. */
export const brokerLogTopics = ['N', 'E', 'I', 'M/subscribe', 'M/denied'].map((level) => brokerLogPrefix + level);

const mostBytes = 2_048;
/** Mosquitto ends each line here, in the middle of a name if need be (`log_line[1000]` in its logging.c, tried with 2.0.11). */
const cutBytes = 999;
const mostClients = 2_000;
/** a name is cut here: whoever bears one of so many letters wants not to be read */
export const mostNameLength = 128;
const mostTopicLength = 512;
/** TCP connections that have not said yet who they are */
const mostUnnamed = 500;

/**
 * Of the client's own words only the beginning and the end of a line are the broker's: both are anchored, and what is between
 * may be of any length and any letters (`s`: U+2028 is a letter of a client id to a broker).
 */
const lines = {
  opened: /^New connection from (.{1,80}?):\d{1,5} on port \d{1,5}\.$/,
  came: /^New client connected from (\S{1,80}?)(?::\d{1,5})? as (.*) \(p\d, c\d, k\d{1,5}(?:, u'(.*)')?\)\.$/s,
  /** 2.1 */
  refusedFrom: /^Client (.*) \[(\S{1,80}?)(?::\d{1,5})?\] disconnected: not authorised\.$/s,
  /** 2.0 over TCP; before 2.0.22 the client is always `<unknown>` */
  refused: /^Client (.*) disconnected, not authorised\.$/s,
  closed: /^Client (.*) closed its connection\.$/s,
  takenOver: /^Client (.*) already connected, closing old connection\.$/s,
  takenOverFrom: /^Client (.*) \[\S{1,80}\] disconnected: session taken over\.$/s,
  gone: /^Client (.*?)(?: \[\S{1,80}\])? (?:disconnected.*|has exceeded timeout, disconnecting|been disconnected by administrative action)\.$/s,
  subscribed: /^(.+) [012] (\S.*)$/s,
  /** Mosquitto's own words in a debug log, which somebody may pass on */
  deniedPublish: /^Denied PUBLISH from (.*) \(d\d, q\d, r\d, m\d{1,5}, '(.*)', \.\.\. \(\d{1,9} bytes\)\)$/s,
  /** the embedded broker writes no name with a parenthesis in this line */
  denied: /^Denied (PUBLISH|SUBSCRIBE) from (.*?) \((.*?)\)?$/s,
} as const;
/** of a line that Mosquitto cut off in a client id */
const begun = {
  came: /^New client connected from (\S{1,80}?)(?::\d{1,5})? as (.*)$/s,
  client: /^Client (.*)$/s,
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
  /** its lines begin with the time, as the last one that goes on in its own words showed */
  let isStamped = true;

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
    if (came !== undefined && from !== undefined) return logIn(from, clientId, username ?? null);
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
    if (gone !== undefined) known.delete(cut(gone));
    return null;
  }

  /** What stands at the end of such a line is the client's own choice: it tells nothing. */
  function begunNotice(line: string): BrokerHappening | null {
    const [came, from, id = ''] = begun.came.exec(line) ?? [];
    if (came !== undefined && from !== undefined) return logIn(from, id, unreadableName);
    const client = begun.client.exec(line)?.[1];
    return client === undefined ? null : closedIts(client);
  }

  function logIn(from: string, clientId: string, username: string | null): BrokerHappening {
    const address = hostOf(from);
    const at = unnamed.indexOf(address);
    if (at >= 0) unnamed.splice(at, 1);
    remember(cut(clientId), 'in');
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
    const state = known.get(cut(clientId));
    const isNameless = nameIn(clientId) === null;
    // a TCP connection that said nothing has told where it came from
    if (isNameless && unnamed.shift() !== undefined) return null;
    if (!isNameless) {
      remember(cut(clientId), 'out');
      if (state !== 'out') return null;
    }
    return { type: 'log-in-failed', clientId: nameIn(clientId), address: null, isCertain: false };
  }

  return {
    read(topic, payload) {
      if (!topic.startsWith(brokerLogPrefix)) return null;
      const isCut = payload.byteLength === cutBytes || payload.byteLength > mostBytes;
      const whole = new TextDecoder().decode(payload.subarray(0, mostBytes));
      const stripped = withoutStamp(whole);
      const level = topic.slice(brokerLogPrefix.length);
      // this line begins with the client id: one that is written like a time is no time where the broker writes none
      if (level !== 'M/subscribe') isStamped = stripped !== whole;
      const line = isStamped ? stripped : whole;
      switch (level) {
        case 'N':
          return isCut ? begunNotice(line) : notice(line);
        case 'E': {
          const clientId = (isCut ? begun.client : lines.takenOver).exec(line)?.[1];
          return clientId === undefined ? null : { type: 'taken-over', clientId: cut(clientId) };
        }
        case 'I':
          return administered(line, isCut);
        case 'M/subscribe': {
          const [, clientId, filter] = lines.subscribed.exec(line) ?? [];
          if (clientId !== undefined && filter !== undefined)
            return { type: 'subscribed', clientId: cut(clientId), filter: cutMiddle(filter) };
          return isCut ? { type: 'subscribed', clientId: cut(line), filter: '' } : null;
        }
        case 'M/denied':
          return denied(line);
        default:
          return null;
      }
    },
  };
}

/**
 * `dynsec: CLIENT/USERNAME | COMMAND | key=value`. A client id, a username and a value may be written like a command
 * themselves: then nobody can tell who it was, and each command that stands there may have been carried out.
 */
function administered(line: string, isCut: boolean): BrokerHappening | null {
  if (!line.startsWith('dynsec: ')) return null;
  const said = line.slice('dynsec: '.length);
  const names = Math.max(said.indexOf('/'), 0);
  const commands = [...said.slice(names).matchAll(/ \| (\w{1,40})(?= \| |$)/g)];
  const [only] = commands;
  if (isCut || commands.length > 1) {
    const maybe = isCut ? [] : commands.map(([, command = '']) => command);
    return { ...unreadable, clientId: cut(said), maybe };
  }
  if (only?.[1] === undefined) return null;
  const at = names + only.index;
  const slash = said.lastIndexOf('/', at);
  const [clientId, username] = [cut(said.slice(0, slash)), cut(said.slice(slash + 1, at))];
  const rest = said.slice(at + only[0].length);
  const about = ['username', 'rolename', 'groupname', 'group', 'role', 'client'].flatMap((key) =>
    fieldIn(rest, key),
  )[0];
  return { type: 'administered', clientId, username, command: only[1], about: about ?? null };
}

const unreadable = { type: 'administered', username: unreadableName, command: null, about: null } as const;

/** `username=cam-1.a | password=******` */
function fieldIn(rest: string, key: string): readonly string[] {
  const field = rest.split(' | ').find((one) => one.startsWith(`${key}=`));
  return field === undefined ? [] : [cut(field.slice(key.length + 1))];
}

function denied(line: string): BrokerHappening | null {
  const [, publisher, published] = lines.deniedPublish.exec(line) ?? [];
  if (publisher !== undefined && published !== undefined)
    return { type: 'denied', clientId: cut(publisher), did: 'publish', topic: cutMiddle(published) };
  const [, verb, clientId, where] = lines.denied.exec(line) ?? [];
  if (clientId === undefined || where === undefined) return null;
  const did = verb === 'PUBLISH' ? 'publish' : 'subscribe';
  return { type: 'denied', clientId: cut(clientId), did, topic: cutMiddle(where) };
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

/** Where a topic begins and where it ends says what it is for. */
function cutMiddle(topic: string): string {
  return topic.length <= mostTopicLength
    ? topic
    : `${topic.slice(0, mostTopicLength / 2)}…${topic.slice(-mostTopicLength / 2)}`;
}
