import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';

import type { ConnectFailure, WireProblem } from '@/core/feed';
import { conventions } from '@/session/conventions';
import { openPipeline } from '@/session/pipeline';
import { createProblems } from '@/session/problems';
import { readRecording, RecordingError } from '@/session/recording';
import { openSession } from '@/session/session';

import { inventoryDocument, type InventoryDocument } from './inventory-document';

const usage = `Prints the devices of a home as one JSON document.

  npm run --silent inventory -- --broker ws://HOST:PORT[/path] [--username NAME] [--wait SECONDS]
  npm run --silent inventory -- --replay FILE [--as-retained]

The password is read from GATEHOUSE_PASSWORD. --wait (10) is how long to listen after the first look is complete.`;

/** Something the person who called can put right; printed as it is, without a stack. */
class UsageError extends Error {}

const { values } = parse();
try {
  const document = await (values.replay === undefined ? listen() : replay(values.replay));
  process.stdout.write(`${JSON.stringify(document, null, 2)}\n`);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof RecordingError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

function parse() {
  try {
    return parseArgs({
      options: {
        broker: { type: 'string' },
        username: { type: 'string', default: '' },
        wait: { type: 'string', default: '10' },
        replay: { type: 'string' },
        'as-retained': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    });
  } catch (error) {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n\n${usage}\n`);
    process.exit(2);
  }
}

function replay(file: string): InventoryDocument {
  const problems = createProblems();
  const pipeline = openPipeline(conventions, problems.add);
  let at: number | null = null;
  let timed = true;
  for (const recorded of readRecording(linesOf(file), values['as-retained'])) {
    pipeline.hear(recorded.message);
    timed &&= recorded.timed;
    at = recorded.message.at;
  }
  return inventoryDocument({
    at: timed ? at : null,
    broker: null,
    devices: pipeline.home.devices.values(),
    problems: problems.list(),
    timed,
  });
}

function linesOf(file: string): readonly string[] {
  try {
    return readFileSync(file, 'utf8').split('\n');
  } catch {
    throw new UsageError(`${file} cannot be read. Give the path of a recording with --replay.`);
  }
}

async function listen(): Promise<InventoryDocument> {
  if (values.help || values.broker === undefined) throw new UsageError(usage);
  const seconds = Number(values.wait);
  if (!(seconds >= 0 && seconds <= 86_400)) throw new UsageError('--wait takes a number of seconds from 0 to 86400.');
  const url = values.broker;
  const session = openSession({ conventions, clock: Date.now, random: Math.random, askForStates: false });
  let problems: readonly WireProblem[] = [];
  try {
    await new Promise<void>((resolve, reject) => {
      const feed = session.openFeed();
      feed.onChange(() => {
        const batch = feed.take();
        problems = batch?.problems ?? problems;
        const connection = batch?.connection;
        if (connection?.status === 'failed') reject(new UsageError(sentence(connection.failure, url)));
        if (batch?.listening?.phase === 'settled') setTimeout(resolve, seconds * 1000);
      });
      session.connect({ url, username: values.username, password: process.env['GATEHOUSE_PASSWORD'] ?? '' });
    });
    const devices = session.home.devices.values();
    return inventoryDocument({ at: Date.now(), broker: url, devices, problems, timed: true });
  } finally {
    await session.close();
  }
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
