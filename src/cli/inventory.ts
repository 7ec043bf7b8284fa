import type { WireProblem } from '@/core/feed';
import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingMemory } from '@/history/device-memory';
import { openPassingFirmwareShelf } from '@/history/firmware-shelf';
import { openPassingMappings } from '@/history/mapping-memory';
import { openPassingUpdateMemory } from '@/history/update-memory';
import { openPassingShelf } from '@/history/vault-shelf';
import { conventions } from '@/session/hearing/conventions';
import { createProblems } from '@/session/recent/problems';
import type { Login } from '@/session/protocol';
import { RecordingError } from '@/session/replay/recording';
import { replay } from '@/session/replay/replay';
import { openSession } from '@/session/session';

import { connectTrouble } from './connect-trouble';
import { inventoryDocument, type InventoryDocument } from './inventory-document';
import { describeFlags, readFlags, UsageError, webSocketAddress, wholeNumber } from './options';
import { endWithOutput } from './output';
import { readLines } from './read-lines';
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

endWithOutput();
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
  if (values.replay !== undefined && values.broker !== undefined)
    throw new UsageError('Say --broker URL or --replay FILE: one home can be looked at, not two.');
  if (values.replay !== undefined) return replayed(values.replay, values['as-retained']);
  if (values.broker === undefined)
    throw new UsageError('Say where to look: --broker URL or --replay FILE. --help lists what there is.');
  const login = {
    url: webSocketAddress('broker', values.broker),
    username: values.username,
    password: process.env['GATEHOUSE_PASSWORD'] ?? '',
  };
  return listen(login, wholeNumber('wait', values.wait, { from: 0, to: 86_400 }));
}

async function replayed(file: string, asRetained: boolean): Promise<InventoryDocument> {
  const problems = createProblems();
  const { home, alerts, now, timed } = await replay(readLines(file), { asRetained, onProblem: problems.add });
  return inventoryDocument({
    at: timed ? now : null,
    broker: null,
    devices: home.devices.values(),
    alerts: alerts.values(),
    problems: problems.list(),
    timed,
    knowledge: knowledgeServed(),
  });
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
        const trouble = connectTrouble(batch?.connection);
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
