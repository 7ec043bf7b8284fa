import type { Message } from '@/core/message';

import type { Office } from '../admin';

const prefix = 'gatehouse/v1/device/';
const suffix = '/certificate/request';
/** a home has fewer devices that ask at once; what comes beyond is asked again when there is room */
const mostWaiting = 100;
const mostBytes = 24 * 1024;

/** Requests for certificates that devices have published, as they are: nothing is judged here. */
export type CertificateRequests = {
  /** device id → the request, base64 of DER; null: nobody listens */
  readonly waiting: ReadonlyMap<string, string> | null;
  begin(office: Office): void;
  stop(): void;
  /** granted: it is taken back from the broker */
  clear(subject: string): Promise<void>;
  /** hands the device its certificate; false: the broker did not take it */
  publish(subject: string, chain: readonly string[]): Promise<boolean>;
};

export function openCertificateRequests(): CertificateRequests {
  let waiting: Map<string, string> | null = null;
  let office: Office | null = null;
  let stops: readonly (() => void)[] = [];

  function hear({ topic, payload }: Message): void {
    if (waiting === null || !topic.startsWith(prefix) || !topic.endsWith(suffix)) return;
    const subject = topic.slice(prefix.length, -suffix.length);
    const request = payload.byteLength > mostBytes ? null : readRequest(payload);
    if (request === null) waiting.delete(subject);
    else if (waiting.has(subject) || waiting.size < mostWaiting) waiting.set(subject, request);
  }

  const topicOf = (subject: string, what: string) => `${prefix}${subject}/certificate/${what}`;
  const retain = async (topic: string, payload: string) =>
    (await office?.broker.publish({ topic, payload, qos: 1, retain: true }))?.outcome === 'sent';

  return {
    get waiting() {
      return waiting;
    },
    begin(opened) {
      office = opened;
      waiting = new Map();
      const listen = () => void opened.broker.subscribe([topicOf('+', 'request')]);
      stops = [opened.onMessage(hear), opened.onLink((connected) => connected && listen())];
      listen();
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
      waiting = null;
      office = null;
    },
    async clear(subject) {
      waiting?.delete(subject);
      await retain(topicOf(subject, 'request'), '');
    },
    publish: (subject, chain) => retain(topicOf(subject, 'issued'), JSON.stringify({ chain })),
  };
}

function readRequest(payload: Uint8Array): string | null {
  try {
    const value: unknown = JSON.parse(new TextDecoder().decode(payload));
    const pkcs10 = typeof value === 'object' && value !== null && 'pkcs10' in value ? value.pkcs10 : null;
    return typeof pkcs10 === 'string' && /^[A-Za-z0-9+/]+={0,2}$/.test(pkcs10) ? pkcs10 : null;
  } catch {
    return null;
  }
}
