import { describeFlags, readFlags, UsageError, webSocketAddress, wholeNumber, type Flags } from './options';

/** What `npm start` was asked for. */
export type StartOptions = {
  readonly port: number;
  readonly broker:
    | { readonly kind: 'existing'; readonly url: string }
    | { readonly kind: 'embedded'; readonly port: number; readonly home: SimulatedHome | null };
};
type SimulatedHome = { readonly seed: number; readonly devices: number | null };

const flags = {
  port: { type: 'string', value: 'N', help: 'port of the page (5173)' },
  'broker-port': { type: 'string', value: 'N', help: 'port of the embedded broker (9001), its path is /mqtt' },
  devices: { type: 'string', value: 'N', help: 'how many devices the simulated home has' },
  seed: { type: 'string', value: 'N', help: 'another seed is another home; the same seed the same one (1)' },
  'no-home': { type: 'boolean', help: 'the embedded broker without devices' },
  broker: { type: 'string', value: 'URL', help: 'no embedded broker: the page is preset to this one' },
  scenario: { type: 'string', value: 'NAME', help: 'an attack on the simulated home; there are none yet' },
  tls: { type: 'boolean', help: 'https and wss with a home CA; not yet' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
} satisfies Flags;

export const startUsage = `Starts a broker, a simulated home on it, and the page of Gatehouse. Ctrl-C ends it.

  npm start -- [FLAGS]

${describeFlags(flags)}

The broker's administrator is "admin", with the password in GATEHOUSE_ADMIN_PASSWORD or else a generated one.`;

const ports = { from: 0, to: 65_535 };
/** what only makes sense with the embedded broker */
const embeddedOnly = ['broker-port', 'devices', 'seed', 'no-home'] as const;

/** null: only --help was asked for. */
export function readStartOptions(args: readonly string[]): StartOptions | null {
  const values = readFlags(flags, args);
  if (values.help) return null;
  if (values.scenario !== undefined) {
    throw new UsageError(
      `Unknown scenario "${values.scenario}": there are no scenarios yet. Start without --scenario.`,
    );
  }
  if (values.tls) {
    throw new UsageError(
      'There is no --tls yet. Open the page on this machine, or put a reverse proxy with TLS before its two ports.',
    );
  }
  const port = wholeNumber('port', values.port ?? '5173', ports);
  if (values.broker !== undefined) {
    const conflict = embeddedOnly.find((flag) => values[flag] !== undefined);
    if (conflict) throw new UsageError(`--${conflict} is about the embedded broker; leave out it or --broker.`);
    return { port, broker: { kind: 'existing', url: webSocketAddress('broker', values.broker) } };
  }
  if (values['no-home'] && (values.devices ?? values.seed) !== undefined) {
    throw new UsageError('--no-home is a broker without devices; leave out --devices and --seed.');
  }
  const home = {
    seed: wholeNumber('seed', values.seed ?? '1', { from: 0, to: 2 ** 31 - 1 }),
    devices: values.devices === undefined ? null : wholeNumber('devices', values.devices, { from: 1, to: 20_000 }),
  };
  const brokerPort = wholeNumber('broker-port', values['broker-port'] ?? '9001', ports);
  return { port, broker: { kind: 'embedded', port: brokerPort, home: values['no-home'] ? null : home } };
}
