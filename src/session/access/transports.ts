import { isLoopback } from '@/core/loopback';
import { fold } from '@/core/home';
import type { Message } from '@/core/message';
import { transportOfPort, transportWords } from '@/core/transport-words';
import { loginDevices } from '@/credentials/login-devices';
import { readConnectionLine } from '@/credentials/certificates/connection-line';

import type { Pipeline } from '../pipeline';
import type { Answerers } from '../protocol';
import type { Office } from './admin';

const logFilter = '$SYS/broker/log/N';
/** connections whose client has not said its name yet */
const mostUnnamed = 500;

/** How each device's words travel to the broker: what devices say, and what the broker tells an administrator of them. */
export type Transports = {
  readonly answers: Answerers<'transports'>;
  begin(office: Office): void;
  stop(): void;
};

export function openTransports({ home, changes }: Pick<Pipeline, 'home' | 'changes'>, clock: () => number): Transports {
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
    const port = unnamed.get(line.from);
    unnamed.delete(line.from);
    if (port !== undefined) learn(line.clientId, line.username, line.from, port);
  }

  function learn(clientId: string, username: string | null, from: string, port: number): void {
    const device = loginDevices(home.devices.values()).of(clientId, username === null ? [] : [username]);
    const [voice] = device?.voices ?? [];
    const transport = transportOfPort(port, `The broker saw it come in at port ${port}.`);
    if (voice === undefined || transport === null) return;
    const isHere = isLoopback(from.slice(0, from.lastIndexOf(':')));
    const way = isHere && transport.way === 'clear' ? 'local' : transport.way;
    const fact = { type: 'transport', transport: { ...transport, way } } as const;
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
          .map((device) => ({ device: device.id, name: device.name, ...transportWords(device) }))
          .toSorted(
            (one, other) => Number(other.isFinding) - Number(one.isFinding) || one.name.localeCompare(other.name),
          ),
    },
  };
}
