import mqtt, { type MqttClient } from 'mqtt';

import { limits } from '@/core/limits';
import type { Outgoing } from '@/core/message';

import type { Address } from './address';
import type { Login, MqttVersion } from './port';
import { sendWholePackets } from './whole-packets';

const keepaliveSeconds = 30;
/** topic, properties and fixed header beside the largest document */
const packetBytes = limits.inventoryBytes + 64 * 1024;

/** How one try to connect ended. */
export type Attempt =
  | { readonly end: 'connected'; readonly client: MqttClient }
  /** the broker's CONNACK says no */
  | { readonly end: 'refused'; readonly code: number }
  /** a WebSocket was opened, and closed without a CONNACK */
  | { readonly end: 'hung-up' }
  /** no WebSocket was opened */
  | { readonly end: 'no-websocket' }
  /** `isOpen`: a WebSocket was opened, as far as is known: only a browser's stream tells */
  | { readonly end: 'timed-out'; readonly isOpen: boolean };

export type AttemptOptions = {
  readonly address: Address;
  readonly login: Login;
  readonly lastWill?: Outgoing;
  readonly clientId: string;
  readonly protocol: MqttVersion;
  readonly timeoutMs: number;
  /** gives up at once, as if timed out */
  readonly signal: AbortSignal;
};

/** Tries once. Leaves nothing behind unless it ends connected. */
export function attempt(options: AttemptOptions): Promise<Attempt> {
  const { signal, timeoutMs } = options;
  if (signal.aborted) return Promise.resolve({ end: 'timed-out', isOpen: false });
  let client: MqttClient;
  try {
    client = mqtt.connect(clientOptions(options));
    sendWholePackets(client);
  } catch {
    // the browser forbids the address: a blocked port, or ws:// from an https page
    return Promise.resolve({ end: 'no-websocket' });
  }

  return new Promise((resolve) => {
    let isOpen = false;
    let code: number | null = null;
    let socketError: Error | null = null;
    let isTooLate = false;

    function giveUp(): void {
      isTooLate = true;
      client.end(true);
    }
    function onError(error: Error): void {
      if ('code' in error && typeof error.code === 'number') code = error.code;
      client.end(true);
    }
    function onClose(): void {
      client.end(true);
      if (code !== null) settle({ end: 'refused', code });
      else if (isTooLate) settle({ end: 'timed-out', isOpen });
      else if (isOpen || socketError === null) settle({ end: 'hung-up' });
      else settle({ end: 'no-websocket' });
    }
    function settle(result: Attempt): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', giveUp);
      client.off('error', onError).off('close', onClose);
      resolve(result);
    }

    const timer = setTimeout(giveUp, timeoutMs);
    signal.addEventListener('abort', giveUp);
    // the browser's stream tells when its socket opens; the one of Node fails with an error where it does not
    client.stream.once('connect', () => (isOpen = true));
    client.stream.on('error', (error: Error) => (socketError = error));
    client.on('error', onError).once('close', onClose);
    client.once('connect', () => settle({ end: 'connected', client }));
  });
}

function clientOptions({
  address,
  login,
  lastWill,
  clientId,
  protocol,
  timeoutMs,
}: AttemptOptions): mqtt.IClientOptions {
  return {
    ...address,
    protocolVersion: protocol,
    clientId,
    // MQTT 3.1.1 §3.1.2.9 knows no password without a username
    ...(login.username === '' ? {} : { username: login.username, password: unprintable(login.password) }),
    clean: true,
    ...(lastWill === undefined ? {} : { will: { ...lastWill, retain: lastWill.retain ?? false } }),
    keepalive: keepaliveSeconds,
    // its default opens a Worker from a blob: URL, which our Content-Security-Policy forbids
    timerVariant: 'native',
    reconnectPeriod: 0,
    resubscribe: false,
    // ours is the shorter one
    connectTimeout: timeoutMs + 1000,
    // its default prints packets, the CONNECT with the password too, where DEBUG is set
    log: () => {},
    ...(protocol === 5 ? { properties: { maximumPacketSize: packetBytes } } : {}),
  };
}

/** mqtt-packet prints every string it writes where DEBUG is set, which only Node has; bytes it does not. */
function unprintable(password: string): string | Buffer {
  return typeof Buffer === 'undefined' ? password : Buffer.from(password);
}
