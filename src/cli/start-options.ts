import type { Scenario } from '@/scenarios/scenario';
import { scenarioOf, scenarios } from '@/scenarios/scenarios';

import { describeFlags, readFlags, UsageError, webSocketAddress, wholeNumber, type Flags } from './options';
import { daysIn } from './past';

/** What `npm start` was asked for. */
export type StartOptions = {
  readonly port: number;
  /** the page with https and the embedded broker with wss */
  readonly tls: boolean;
  readonly broker:
    | { readonly kind: 'existing'; readonly url: string }
    | { readonly kind: 'embedded'; readonly port: number; readonly home: SimulatedHome | null };
};
type SimulatedHome = {
  readonly seed: number;
  readonly devices: number | null;
  /** so many days it has lived when the page opens: what is usual is known */
  readonly pastDays: number | null;
  /** what befalls it soon after the start */
  readonly scenario: Scenario | null;
};

const names = scenarios.map(({ name }) => name);
const nameWidth = Math.max(...names.map(({ length }) => length));
const described = scenarios.map(({ name, title }) => `  ${name.padEnd(nameWidth)}  ${title}`).join('\n');

const flags = {
  port: { type: 'string', value: 'N', help: 'port of the page (5173)' },
  'broker-port': { type: 'string', value: 'N', help: 'port of the embedded broker (9001), its path is /mqtt' },
  devices: { type: 'string', value: 'N', help: 'how many devices the simulated home has' },
  past: {
    type: 'string',
    value: '21d',
    help: 'lets the simulated home live so many days first, so that its habits and its history are known',
  },
  seed: { type: 'string', value: 'N', help: 'another seed is another home; the same seed the same one (1)' },
  'no-home': { type: 'boolean', help: 'the embedded broker without devices' },
  broker: { type: 'string', value: 'URL', help: 'no embedded broker: the page is preset to this one' },
  scenario: { type: 'string', value: 'NAME', help: 'what befalls the simulated home soon after the start, see below' },
  tls: { type: 'boolean', help: 'https and wss, with an authority made for this computer' },
  help: { type: 'boolean', short: 'h', help: 'this text' },
} satisfies Flags;

export const startUsage = `Starts a broker, a simulated home on it, and the page of Gatehouse. Ctrl-C ends it.

  npm start -- [FLAGS]

${describeFlags(flags)}

What may befall the home, also from its page:

${described}

The broker's administrator is "admin", with the password in GATEHOUSE_ADMIN_PASSWORD or else a generated one.`;

const ports = { from: 0, to: 65_535 };
/** what only makes sense with the embedded broker */
const embeddedOnly = ['broker-port', 'devices', 'seed', 'past', 'scenario', 'no-home'] as const;
const homeOnly = ['devices', 'seed', 'past', 'scenario'] as const;

/** null: only --help was asked for. */
export function readStartOptions(args: readonly string[]): StartOptions | null {
  const values = readFlags(flags, args);
  if (values.help) return null;
  const tls = values.tls === true;
  const port = wholeNumber('port', values.port ?? '5173', ports);
  if (values.broker !== undefined) {
    const conflict = embeddedOnly.find((flag) => values[flag] !== undefined);
    if (conflict) throw new UsageError(`--${conflict} is about the embedded broker; leave out it or --broker.`);
    return { port, tls, broker: { kind: 'existing', url: webSocketAddress('broker', values.broker) } };
  }
  const needsHome = homeOnly.find((flag) => values[flag] !== undefined);
  if (values['no-home'] && needsHome) {
    throw new UsageError(`--no-home is a broker without devices; leave out it or --${needsHome}.`);
  }
  const home = {
    seed: wholeNumber('seed', values.seed ?? '1', { from: 0, to: 2 ** 31 - 1 }),
    devices: values.devices === undefined ? null : wholeNumber('devices', values.devices, { from: 1, to: 20_000 }),
    pastDays: values.past === undefined ? null : pastDays(values.past),
    scenario: values.scenario === undefined ? null : knownScenario(values.scenario),
  };
  const brokerPort = wholeNumber('broker-port', values['broker-port'] ?? '9001', ports);
  return { port, tls, broker: { kind: 'embedded', port: brokerPort, home: values['no-home'] ? null : home } };
}

function pastDays(text: string): number {
  const days = daysIn(text);
  if (days === null) throw new UsageError(`--past takes a number of days such as 21d, not "${text}".`);
  return days;
}

function knownScenario(name: string): Scenario {
  const scenario = scenarioOf(name);
  if (scenario === null) throw new UsageError(`Unknown scenario "${name}". There are: ${names.join(', ')}.`);
  return scenario;
}
