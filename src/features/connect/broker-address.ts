import { isLoopback } from '@/core/loopback';

/** What a browser may do depends on where the page came from. */
type PageOrigin = { readonly https: boolean };

export type Destination = {
  readonly url: string;
  /** the password would travel in clear over a network */
  readonly unencrypted: boolean;
};

/** What is wrong with an address in a sentence, with a better one where it can be guessed. */
export type AddressRefusal = {
  readonly outcome: 'refused';
  readonly reason: string;
  readonly suggestion: string | null;
  /** a person may know better: where to go all the same */
  readonly insist: Destination | null;
};

type AddressCheck = ({ readonly outcome: 'usable' } & Destination) | AddressRefusal;

/** of its web page; its Mosquitto add-on has ports of its own, and no path */
const homeAssistantPort = '8123';
const exampleAddress = 'ws://192.168.1.10:9001';
const notAnAddress = `This is not an address. One looks like ${exampleAddress}.`;
/** the encrypted neighbour of a port, for the brokers that have one by default */
const encryptedPorts: Readonly<Record<string, string>> = { '1883': '8084', '1884': '8884', '8083': '8084' };

/** Reads what a person typed into "Broker address" before anything is tried. */
export function checkAddress(typed: string, page: PageOrigin): AddressCheck {
  const text = inBrackets(withSlashes(typed.trim()));
  if (text === '') return refuse(`Enter the address of your broker, for example ${exampleAddress}.`);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return refuseWithoutScheme(text, page);
  if (scheme !== 'ws' && scheme !== 'wss') return refuseScheme(scheme, text, page);
  const url = readUrl(text);
  if (url === null) return refuse(notAnAddress);
  if (url.username !== '' || url.password !== '') {
    return refuse(
      'Leave the username and the password out of the address: they have their own fields, where nobody reads over your shoulder.',
      addressOf(url, { login: false }),
    );
  }
  const loopback = isLoopback(url.hostname);
  if (page.https && scheme === 'ws' && !loopback) {
    return refuse(
      'This page came over https, and browsers then block ws:// connections. The broker needs a wss:// address.',
      encrypted(url),
    );
  }
  const destination = { url: addressOf(url), unencrypted: scheme === 'ws' && !loopback };
  if (isDevicePort(url.port)) return refuseDevicePort(url, destination);
  return { outcome: 'usable', ...destination };
}

/** `ws:/home`, `ws//home`, `ws:home`: a slip of the keys, not a host that is called ws. */
function withSlashes(text: string): string {
  return text.replace(/^(wss?)(?::[\\/]*(?!\d+$|\d+\/)|[\\/]{2,})(?=.)/i, '$1://');
}

/** An IPv6 address without the brackets that a URL asks for (RFC 3986 §3.2.2); it has two colons at least, a host with a port one. */
function inBrackets(text: string): string {
  return text.replace(/^((?:[a-z][a-z0-9+.-]*:\/\/)?)([0-9a-f]*:[0-9a-f:]*:[0-9a-f:.]*)(?=\/|$)/i, '$1[$2]');
}

/** The address without its scheme, as the page shows it: `192.168.1.10:9001`. */
export function brokerHost(address: string): string {
  return readUrl(address)?.host || address;
}

/** `URL` leaves out ports 80 and 443 of ws and wss as defaults; that is right for WebSockets too (RFC 6455 §3). */
function readUrl(text: string): URL | null {
  try {
    const url = new URL(text);
    return url.hostname === '' ? null : url;
  } catch {
    return null;
  }
}

function addressOf(url: URL, { login = true } = {}): string {
  const copy = new URL(url);
  copy.hash = ''; // a WebSocket address has no fragment (RFC 6455 §3)
  if (!login) {
    copy.username = '';
    copy.password = '';
  }
  const text = copy.href;
  return copy.pathname === '/' && copy.search === '' ? text.replace(/\/$/, '') : text;
}

function encrypted(url: URL): string {
  const copy = new URL(url);
  copy.protocol = 'wss:';
  const port = encryptedPorts[url.port];
  if (port) copy.port = port;
  return addressOf(copy);
}

function refuseWithoutScheme(text: string, page: PageOrigin): AddressCheck {
  const guess = readUrl(`ws://${text}`);
  if (guess === null) return refuse(notAnAddress);
  return refuse('The address starts with ws:// or, encrypted, with wss://.', webSocketAddress(guess, false, page));
}

function refuseScheme(scheme: string, text: string, page: PageOrigin): AddressCheck {
  const guess = readUrl(text.replace(/^[^:]+/, 'ws'));
  const secure = scheme === 'https' || scheme === 'mqtts' || scheme === 'ssl';
  const reason =
    scheme === 'http' || scheme === 'https'
      ? 'That is the address of a web page. A broker’s address for browsers starts with ws:// or, encrypted, with wss://.'
      : `${scheme}:// is for devices. A browser reaches the broker at its WebSocket address, which starts with ws:// or wss://.`;
  return refuse(reason, guess && webSocketAddress(guess, secure, page));
}

function refuseDevicePort(url: URL, insist: Destination): AddressCheck {
  const copy = new URL(url);
  copy.port = usualPort(url.protocol);
  const reason =
    `A browser cannot reach a broker at port ${url.port}, which is the port for devices. ` +
    'The port for WebSockets is usually 9001 (Mosquitto), 8083 or 8084 (EMQX), 1884 or 8884 (Home Assistant).';
  return { outcome: 'refused', reason, suggestion: addressOf(copy), insist };
}

/** 1883 and 8883 are registered for MQTT itself (OASIS MQTT 5 §4.2), which browsers cannot speak. */
export function isDevicePort(port: string): boolean {
  return port === '1883' || port === '8883';
}

/** 443 and 8443 are those of the web (RFC 6335's registry), 8084 and 8884 those of brokers. */
export function isEncryptedPort(port: string): boolean {
  return ['443', '8443', '8084', '8884'].includes(port);
}

function usualPort(protocol: string): string {
  return protocol === 'wss:' ? '8084' : '9001';
}

/** A guess for a host that was typed with the scheme or port of something else. */
function webSocketAddress(guess: URL, secure: boolean, page: PageOrigin): string {
  const url = new URL(guess);
  const blocked = page.https && !isLoopback(url.hostname);
  if (secure || blocked) url.protocol = 'wss:';
  if (url.port === homeAssistantPort) {
    url.port = url.protocol === 'wss:' ? '8884' : '1884';
    url.pathname = '';
    url.search = '';
  }
  if (url.port === '' || isDevicePort(url.port)) url.port = usualPort(url.protocol);
  return addressOf(url, { login: false });
}

function refuse(reason: string, suggestion: string | null = null): AddressCheck {
  return { outcome: 'refused', reason, suggestion, insist: null };
}
