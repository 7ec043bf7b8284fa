import { readFileSync } from 'node:fs';

import type { ConnectFailure, ConnectionState, WireProblem } from '@/core/feed';
import type { Message } from '@/core/message';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingMemory } from '@/history/device-memory';
import { openPassingFirmwareShelf } from '@/history/firmware-shelf';
import { openPassingMappings } from '@/history/mapping-memory';
import { openPassingSigners } from '@/history/signer-memory';
import { openPassingUpdateMemory } from '@/history/update-memory';
import { openPassingShelf } from '@/history/vault-shelf';
import { openAlerts } from '@/session/alerts';
import { conventions } from '@/session/conventions';
import { openPipeline } from '@/session/pipeline';
import { createProblems } from '@/session/problems';
import { readRecording, RecordingError } from '@/session/recording';
import type { Login } from '@/session/protocol';
import { openSession } from '@/session/session';
import { openSignatures } from '@/session/signatures';

import { inventoryDocument, type InventoryDocument } from './inventory-document';
import { describeFlags, readFlags, UsageError, webSocketAddress, wholeNumber } from './options';
import { knowledgeServed, servedCatalogs } from './served-catalogs';

const flags = {
  broker: { type: 'string', value: 'URL', help: 'ws://HOST:PORT[/path] of the broker to listen to' },
  username: {
    type: 'string',
    value: 'NAME',
    default: '',
    help: 'who logs in; the password is read from GATEHOUSE_PASSWORD',
  },
  wait: { type: 'string', value: 'SECONDS', default: '5', help: 'how long to listen after the first look is complete' },
  replay: { type: 'string', value: 'FILE', help: 'read a recording instead of a broker' },
  'as-retained': { type: 'boolean', default: false, help: 'take every line of the recording as a broker’s memory' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const;

try {
  const values = readFlags(flags, process.argv.slice(2));
  if (values.help)
    process.stdout.write(`Prints the devices of a home as one JSON document.\n\n${describeFlags(flags)}\n`);
  else process.stdout.write(`${JSON.stringify(await takeInventory(values), null, 2)}\n`);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof RecordingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

type Values = ReturnType<typeof readFlags<typeof flags>>;

async function takeInventory(values: Values): Promise<InventoryDocument> {
  if (values.replay !== undefined) return replay(values.replay, values['as-retained']);
  if (values.broker === undefined)
    throw new UsageError('Say where to look: --broker URL or --replay FILE. --help lists what there is.');
  const login = {
    url: webSocketAddress('broker', values.broker),
    username: values.username,
    password: process.env['GATEHOUSE_PASSWORD'] ?? '',
  };
  return listen(login, wholeNumber('wait', values.wait, { from: 0, to: 86_400 }));
}

async function replay(file: string, asRetained: boolean): Promise<InventoryDocument> {
  const problems = createProblems();
  const pipeline = openPipeline(conventions, problems.add);
  let at: number | null = null;
  let timed = true;
  const alerts = openAlerts({
    home: pipeline.home,
    clock: () => at ?? 0,
    share: false,
    onChange() {},
    onSharing() {},
    onProblem: problems.add,
  });
  /** a recording waits for its signatures: it tells the same on each run */
  const passed: Message[] = [];
  const signatures = openSignatures({
    store: openPassingCertificateStore(),
    memory: openPassingSigners(),
    pass: (message) => void passed.push(message),
  });
  for (const { message, timed: isTimed } of readRecording(linesOf(file), asRetained)) {
    timed &&= isTimed;
    at = message.at;
    if (alerts.hearShared(message)) continue;
    alerts.pass(at);
    signatures.take(message);
    await signatures.settled();
    for (const proven of passed.splice(0)) {
      const loading = pipeline.prepare(proven);
      if (loading !== null) await loading;
      alerts.hear(proven, pipeline.hear(proven).decoded?.observations ?? [], pipeline.changes);
      pipeline.changes.changed.clear();
      pipeline.changes.removed.clear();
    }
  }
  return inventoryDocument({
    at: timed ? at : null,
    broker: null,
    devices: pipeline.home.devices.values(),
    alerts: alerts.all.values(),
    problems: problems.list(),
    timed,
    knowledge: knowledgeServed(),
  });
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    throw new UsageError(`${file} cannot be read. Give the path of a recording with --replay.`);
  }
}

async function listen(login: Login, seconds: number): Promise<InventoryDocument> {
  const session = openSession({
    conventions,
    clock: Date.now,
    random: Math.random,
    askForStates: false,
    shareAlerts: false,
    memory: openPassingMemory(),
    mappingMemory: openPassingMappings(),
    vaultShelf: openPassingShelf(),
    updateMemory: openPassingUpdateMemory(),
    certificateStore: openPassingCertificateStore(),
    firmwareSources: { shelf: openPassingFirmwareShelf(), served: async () => servedCatalogs() },
  });
  let problems: readonly WireProblem[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const feed = session.openFeed();
      feed.onChange(() => {
        const batch = feed.take();
        problems = batch?.problems ?? problems;
        const trouble = troubleOf(batch?.connection);
        if (trouble !== null) reject(new UsageError(trouble));
        if (batch?.listening?.phase === 'settled') setTimeout(resolve, seconds * 1000);
      });
      session.connect(login);
    });
    const devices = session.home.devices.values();
    const alerts = session.alerts.values();
    return inventoryDocument({
      at: Date.now(),
      broker: login.url,
      devices,
      alerts,
      problems,
      timed: true,
      knowledge: knowledgeServed(),
    });
  } finally {
    await session.close();
  }
}

function troubleOf(connection: ConnectionState | undefined): string | null {
  return connection?.status === 'failed' ? sentence(connection.failure, connection.url) : null;
}

function sentence(failure: ConnectFailure, url: string): string {
  switch (failure.kind) {
    case 'bad-credentials':
      return `The broker at ${url} refused the username or the password. Set --username and GATEHOUSE_PASSWORD.`;
    case 'protocol-version':
      return `The broker at ${url} speaks neither MQTT 5 nor MQTT 3.1.1.`;
    case 'not-a-websocket':
      return `A web server answers at ${url}, but not with a WebSocket. Is it the broker's WebSocket port and path?`;
    case 'server-unavailable':
      return `The broker at ${url} says that it is not available now. Try again later.`;
    case 'unreachable':
      return `Nothing answers at ${url}. Is the broker running, and is this its WebSocket port?`;
    case 'bad-address':
      return `${url} is not an address of a broker: ${failure.reason}`;
  }
}
