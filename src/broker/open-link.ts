import type { ConnectFailure } from '@/core/feed';
import type { Outgoing } from '@/core/message';

import type { Address } from './address';
import { attempt, type Attempt } from './attempt';
import { createLink, type Link } from './link';
import type { Login, MqttVersion } from './port';
import { refusalOf } from './refusal';
import { answersAsWebServer } from './web-server';

export type OpenLinkOptions = {
  readonly address: Address;
  readonly login: Login;
  readonly lastWill?: Outgoing;
  readonly clientId: string;
  /** the version that worked the last time; null at the first time */
  readonly known: MqttVersion | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
  readonly clock: () => number;
  onOversize(topic: string, bytes: number): void;
};

export type OpenedLink =
  | { readonly outcome: 'open'; readonly link: Link }
  | { readonly outcome: 'failed'; readonly failure: ConnectFailure };

/** Connects with MQTT 5, or with 3.1.1 where the broker does not speak 5. */
export async function openLink(options: OpenLinkOptions): Promise<OpenedLink> {
  const first = options.known ?? 5;
  const result = await attempt({ ...options, protocol: first });
  if (!asksForOtherVersion(first, result, options.known)) return linkOf(options, first, result);
  const other = first === 5 ? 4 : 5;
  return linkOf(options, other, await attempt({ ...options, protocol: other }));
}

/**
 * Brokers of before MQTT 5 refuse it, or hang up. A broker that once spoke the known version and now hangs up is only
 * about to end: taking its silence for a lack of MQTT 5 would lose the reasons for refusals from then on.
 */
function asksForOtherVersion(tried: MqttVersion, result: Attempt, known: MqttVersion | null): boolean {
  if (result.end === 'refused') return refusalOf(tried, result.code).kind === 'protocol-version';
  return result.end === 'hung-up' && known === null;
}

async function linkOf(options: OpenLinkOptions, protocol: MqttVersion, result: Attempt): Promise<OpenedLink> {
  if (result.end !== 'connected') return { outcome: 'failed', failure: await failureOf(options, protocol, result) };
  return { outcome: 'open', link: createLink({ ...options, ...result, protocol }) };
}

async function failureOf(
  { address, signal, known }: OpenLinkOptions,
  protocol: MqttVersion,
  result: Exclude<Attempt, { end: 'connected' }>,
): Promise<ConnectFailure> {
  switch (result.end) {
    case 'refused':
      return refusalOf(protocol, result.code);
    case 'timed-out':
      return { kind: 'unreachable', timedOut: true, ...(result.isOpen && { opened: true }) };
    case 'hung-up':
      return { kind: 'unreachable', timedOut: false, opened: true };
    case 'no-websocket':
      // a broker we once reached is only gone for a while: no need to know what stands in its place
      return known === null && (await answersAsWebServer(address, signal))
        ? { kind: 'not-a-websocket' }
        : { kind: 'unreachable', timedOut: false };
  }
}
