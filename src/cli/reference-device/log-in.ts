import mqtt, { type IClientOptions, type MqttClient } from 'mqtt';

import type { MqttVersion } from '@/broker/port';
import { refusalOf } from '@/broker/refusal';
import { sendWholePackets } from '@/broker/whole-packets';

import type { Identity } from './certificates';
import type { Credential } from './hand-over';

/** How one log-in ended. `refused`: the broker said that this account is not let in; `missed`: it did not say so. */
export type LogIn = { readonly end: 'connected'; readonly client: MqttClient } | { readonly end: 'refused' | 'missed' };

export type LogInOptions = {
  readonly url: string;
  readonly clientId: string;
  /** an account with its password, or a certificate that the broker takes for one */
  readonly credential: Pick<Credential, 'username' | 'password'> | Identity;
  /** what the broker says in the device's name when it loses it */
  readonly will: { readonly topic: string; readonly payload: string };
  readonly signal: AbortSignal;
  /** absent: 5 */
  readonly protocolVersion?: MqttVersion;
};

const patienceMs = 10_000;

function proofOf(credential: LogInOptions['credential']): Partial<IClientOptions> {
  if ('password' in credential) {
    // mqtt-packet prints every text that it writes where DEBUG is set; bytes it does not
    return { username: credential.username, password: Buffer.from(credential.password) };
  }
  const { keyPem: key, certificatePem: cert, authorityPem: ca } = credential;
  // a broker of another home, or of nobody, is not spoken to
  return { key, cert, ca, rejectUnauthorized: true };
}

/** Tries once. Leaves nothing behind unless it ends connected. */
export function logIn(options: LogInOptions): Promise<LogIn> {
  const { url, clientId, credential, will, signal, protocolVersion = 5 } = options;
  if (signal.aborted) return Promise.resolve({ end: 'missed' });
  const client = mqtt.connect(url, {
    protocolVersion,
    clientId,
    ...proofOf(credential),
    clean: true,
    keepalive: 30,
    reconnectPeriod: 0,
    connectTimeout: patienceMs,
    resubscribe: false,
    will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: true },
    log: () => {},
  });
  sendWholePackets(client);
  return new Promise((resolve) => {
    let code: number | null = null;
    const giveUp = () => void client.end(true);
    const onError = (error: Error) => {
      if ('code' in error && typeof error.code === 'number') code = error.code;
      client.end(true);
    };
    const onClose = () => {
      client.end(true);
      settle({
        end: code !== null && refusalOf(protocolVersion, code).kind === 'bad-credentials' ? 'refused' : 'missed',
      });
    };
    function settle(result: LogIn): void {
      signal.removeEventListener('abort', giveUp);
      client.off('close', onClose);
      resolve(result);
    }
    signal.addEventListener('abort', giveUp);
    client.on('error', onError);
    client.once('close', onClose);
    client.once('connect', () => settle({ end: 'connected', client }));
  });
}
