import { isLoopback } from '@/core/loopback';
import { fold } from '@/core/fold/fold';
import type { Message } from '@/core/message';
import type { Transport } from '@/core/observation';
import { transportOfPort, transportWords } from '@/core/log-ins/transport-words';
import { loginDevices } from '@/credentials/login-devices';
import { readConnectionLine } from '@/credentials/certificates/connection-line';

import type { Pipeline } from '../../hearing/pipeline';
import type { Answerers } from '../../protocol';
import type { Office } from '../admin';

const logFilter = '$SYS/broker/log/N';
/** connections whose client has not said its name yet */
const mostUnnamed = 500;

/** How each device's words travel to the broker: what devices say, and what the broker tells an administrator of them. */
export type Transports = {
  readonly answers: Answerers<'transports'>;
  begin(office: Office): void;
  stop(): void;
};

/**
 * `from`: `address:port`. Over WebSockets a Mosquitto 2.0 does not tell the port at which somebody came in (null). `own`: the
 * address at which this page speaks to the broker.
 */
function transportOfConnection(from: string, port: number | null, own: string | null): Transport | null {
  const at = port === null ? null : (transportOfOwnPort(port, own) ?? transportOfRegistered(port));
  const host = from.slice(0, from.lastIndexOf(':')).replace(/^::ffff:/, '');
  if (at?.way === 'encrypted' || !isLoopback(host)) return at;
  return { way: 'local', evidence: 'The broker saw it come from its own computer.' };
}

function transportOfRegistered(port: number): Transport | null {
  return transportOfPort(port, `The broker saw it come in at port ${port}.`);
}

/**
 * No port is registered for WebSockets, but where this page speaks in clear, whoever comes in speaks in clear. Not the other way
 * round: what is encrypted here may end at a proxy.
 */
function transportOfOwnPort(port: number, own: string | null): Transport | null {
  if (own === null || !URL.canParse(own)) return null;
  const { protocol, port: ownPort } = new URL(own);
  if (protocol !== 'ws:' || Number(ownPort || 80) !== port) return null;
  return {
    way: 'clear',
    evidence: `The broker saw it come in at port ${port}, where this page too speaks without encryption.`,
  };
}

type Parts = Pick<Pipeline, 'home' | 'changes'> & {
  /** the address of the broker, as this page reaches it; null: there is none */
  readonly at: () => string | null;
  readonly clock: () => number;
};

export function openTransports({ home, changes, at, clock }: Parts): Transports {
  /** where a client comes from → the port at which it came in */
  const unnamed = new Map<string, number>();
  let stops: readonly (() => void)[] = [];

  function hear({ topic, payload, retained }: Message): void {
    if (topic !== logFilter || retained) return;
    const line = readConnectionLine(new TextDecoder().decode(payload.subarray(0, 1024)));
    if (line === null) return;
    if (line.type === 'opened') {
      unnamed.set(line.from, line.port);
      const [oldest] = unnamed.keys();
      if (unnamed.size > mostUnnamed && oldest !== undefined) unnamed.delete(oldest);
      return;
    }
    const port = unnamed.get(line.from) ?? null;
    unnamed.delete(line.from);
    const transport = transportOfConnection(line.from, port, at());
    if (transport !== null) learn(line.clientId, line.username, transport);
  }

  function learn(clientId: string, username: string | null, transport: Transport): void {
    const device = loginDevices(home.devices.values()).of(clientId, username === null ? [] : [username]);
    const [voice] = device?.voices ?? [];
    if (voice === undefined) return;
    const fact = { type: 'transport', transport } as const;
    // the page is told with the next message of the home
    fold(home, { device: voice, convention: 'broker', at: clock(), retained: false, fact }, changes);
  }

  return {
    begin(office) {
      const listen = () => void office.broker.subscribe([logFilter]);
      stops = [office.onMessage(hear), office.onLink((connected) => connected && listen())];
      listen();
    },
    stop() {
      for (const stop of stops) stop();
      stops = [];
      unnamed.clear();
    },
    answers: {
      transports: () =>
        [...home.devices.values()]
          .filter(({ via, transport }) => via === null || transport !== null)
          .map((device) => ({
            device: device.id,
            name: device.name,
            ...transportWords(device),
            toldAt: device.transport?.at ?? null,
          }))
          .toSorted(
            (one, other) => Number(other.isFinding) - Number(one.isFinding) || one.name.localeCompare(other.name),
          ),
    },
  };
}
