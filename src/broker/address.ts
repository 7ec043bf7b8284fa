import type { ConnectFailure } from '@/core/feed';

/** The parts of a broker's address as a WebSocket client wants them; an IPv6 host keeps its brackets. */
export type Address = {
  readonly protocol: 'ws' | 'wss';
  readonly hostname: string;
  readonly port: number;
  /** path with query, `/` at least */
  readonly path: string;
};

type BadAddress = Extract<ConnectFailure, { kind: 'bad-address' }>;

/** Reads what a person typed. The reason is a sentence for that person and never repeats the address. */
export function readAddress(text: string): Address | BadAddress {
  let url: URL;
  try {
    url = new URL(text.trim());
  } catch {
    return bad('An address looks like ws://192.168.1.10:9001 or wss://home.example/mqtt.');
  }
  const protocol = url.protocol.slice(0, -1);
  if (protocol !== 'ws' && protocol !== 'wss') {
    return bad('It must begin with ws:// or wss://, because a browser can speak to a broker only over WebSockets.');
  }
  if (url.username !== '' || url.password !== '') {
    return bad(
      'It must not contain a username or a password, which would end up in logs. They have fields of their own.',
    );
  }
  if (url.hash !== '') return bad('It must not contain a #.');
  const port = url.port === '' ? (protocol === 'wss' ? 443 : 80) : Number(url.port);
  return { protocol, hostname: url.hostname, port, path: `${url.pathname}${url.search}` };
}

/** The address as it may be shown: without anything that could be a password, also where it cannot be understood. */
export function shownAddress(text: string): string {
  const isUnderstood = !('kind' in readAddress(text));
  return isUnderstood ? text.trim() : text.trim().replace(/^([a-z][a-z\d+.-]*:\/*)?.*@/is, '$1');
}

/** The same host, port and path as a web page: what a web server there would answer to. */
export function webAddress({ protocol, hostname, port, path }: Address): string {
  return `${protocol === 'wss' ? 'https' : 'http'}://${hostname}:${port}${path}`;
}

function bad(reason: string): BadAddress {
  return { kind: 'bad-address', reason };
}
