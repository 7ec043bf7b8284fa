import type { Client } from 'aedes';

/** What the broker says of itself, in the words of Mosquitto 2.1. */
export type BrokerLog = {
  /** N: who comes and goes. I: what was administered. M/denied: what was refused, which Mosquitto tells only a file */
  say(level: 'N' | 'I' | 'M/denied', line: string): void;
};

/** To `write`, and to `$SYS/broker/log/…` for whoever may listen there; seconds since the epoch stand before each line. */
export function openBrokerLog(
  write: (line: string) => void,
  publish: (topic: string, payload: string) => void,
): BrokerLog {
  return {
    say(level, line) {
      write(line);
      publish(`$SYS/broker/log/${level}`, `${Math.floor(Date.now() / 1000)}: ${line}`);
    },
  };
}

/** A client id is whatever the client says, line breaks included. */
export function nameOf(client: Client | null): string {
  return speakable(client?.id ?? '<unknown>');
}

/** Where a topic in parentheses follows: with none in the name, so that nobody takes a part of it for the topic. */
export function plainNameOf(client: Client | null): string {
  return nameOf(client).replaceAll('(', '?');
}

/** On one line, with nothing in it that a terminal obeys. */
export function speakable(text: string): string {
  return JSON.stringify(text)
    .slice(1, -1)
    .replace(/[\u007f-\u009f\u2028\u2029]/g, '?')
    .replaceAll('\\"', '"');
}

/** Where it connects from, without a port. */
export function addressOf({ req }: Client): string {
  return (req?.socket.remoteAddress ?? '').replace(/^::ffff:/, '');
}

/** `cam-1 [127.0.0.1:40312]` */
export function placeOf(client: Client): string {
  return `${nameOf(client)} [${addressOf(client)}:${client.req?.socket.remotePort ?? 0}]`;
}
