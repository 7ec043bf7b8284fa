import type { ConnectFailure } from '@/core/feed';

import { readAddress, shownAddress } from './address';
import { backOffMs, refusedPauseMs } from './back-off';
import type { Link } from './link';
import { onOnline as onBrowserOnline } from './online';
import { openLink, type OpenedLink } from './open-link';
import type { BrokerOptions, BrokerState, MqttVersion } from './port';

/** a connection that held so long was a good one: the next loss starts the back-off anew */
const stableMs = 10_000;
const defaultConnectTimeoutMs = 10_000;
/**
 * So often a patient one is refused in a row before it gives up, which takes some five minutes: a broker that is restarted may
 * listen before it can ask whoever knows the accounts (Home Assistant's add-on). Counted, for a computer that slept asked nobody.
 */
const mostRefusals = 8;

export type ConnectionOptions = Omit<BrokerOptions, 'events'> & {
  readonly clientId: string;
  onState(state: BrokerState): void;
  /** before its `connected` is told; null: it is lost */
  onLink(link: Link | null): void;
  onOversize(topic: string, bytes: number): void;
};

/**
 * Keeps one link open until its undo is called. What fails at the first try is told and left to the person, but for a broker
 * that `isKnown` and is away; after a first success every loss is followed by new tries, until the broker refuses the credentials, to a `patient` one for minutes.
 */
export function keepConnected(options: ConnectionOptions): () => Promise<void> {
  const { login, lastWill, clock, random, onLink, onOversize } = options;
  const {
    connectTimeoutMs: timeoutMs = defaultConnectTimeoutMs,
    onOnline = onBrowserOnline,
    patient = false,
    isKnown = false,
  } = options;
  const closing = new AbortController();
  const { signal } = closing;
  const url = shownAddress(login.url);
  const { clientId } = options;
  let current: Link | null = null;
  let known: MqttVersion | null = null;
  let failures = 0;

  function tell(state: BrokerState): void {
    if (!signal.aborted) options.onState(state);
  }

  async function run(): Promise<void> {
    tell({ status: 'connecting', url });
    let result = await open();
    if (isKnown && result.outcome === 'failed' && result.failure.kind === 'unreachable')
      result = await openAgain(clock());
    while (result.outcome === 'open' && !signal.aborted) {
      await stayOn(result.link);
      result = await openAgain(clock());
    }
    if (result.outcome === 'open') return result.link.end();
    tell({ status: 'failed', url, failure: result.failure });
  }

  async function open(): Promise<OpenedLink> {
    const address = readAddress(login.url);
    if ('kind' in address) return { outcome: 'failed', failure: address };
    return openLink({
      address,
      login,
      ...(lastWill !== undefined && { lastWill }),
      clientId,
      known,
      timeoutMs,
      signal,
      clock,
      onOversize,
    });
  }

  async function stayOn(link: Link): Promise<void> {
    const since = clock();
    current = link;
    known = link.protocol;
    onLink(link);
    tell({ status: 'connected', url, since, username: login.username, protocol: link.protocol });
    await new Promise<void>((resolve) => link.onLost(resolve));
    current = null;
    onLink(null);
    if (clock() - since >= stableMs) failures = 0;
  }

  /** Tries until it succeeds, or until nothing can be gained by trying. */
  async function openAgain(since: number): Promise<OpenedLink> {
    let failure: ConnectFailure | null = null;
    let refusals = 0;
    for (;;) {
      const delayMs = refusals > 0 ? refusedPauseMs(random) : backOffMs(failures++, random);
      tell({ status: 'reconnecting', url, since, retryAt: clock() + delayMs, failure });
      await pause(delayMs);
      const result = await open();
      if (result.outcome === 'open' || signal.aborted) return result;
      failure = result.failure;
      refusals = failure.kind === 'bad-credentials' ? refusals + 1 : 0;
      if (refusals >= (patient ? mostRefusals : 1)) return result;
    }
  }

  /** Ends early when the network is there again, and when the connection is closed for good. */
  function pause(delayMs: number): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const timer = setTimeout(end, delayMs);
      const stop = onOnline(end);
      signal.addEventListener('abort', end);
      function end(): void {
        clearTimeout(timer);
        stop();
        signal.removeEventListener('abort', end);
        resolve();
      }
    });
  }

  const running = run();
  return async () => {
    closing.abort();
    await current?.end();
    await running;
  };
}
