import { RecordingError } from '@/session/replay/recording';
import { replay } from '@/session/replay/replay';
import type { Anchors } from '@/session/hearing/signatures';

import { readQuietHours } from './delivery/quiet-hours';
import { describeFlags, readFlags, timeZone, UsageError, webSocketAddress } from './options';
import { endWithOutput, untilTold } from './output';
import { readLines } from './read-lines';
import { lockDirectory } from './watch/directory-lock';
import { openHomeCaFile } from './watch/home-ca-file';
import { openHomeWatch } from './watch/home-watch';
import { openStateDirectory } from './watch/state-directory';
import { tellingFlags, waysOf } from './watch/ways-of';

const flags = {
  broker: { type: 'string', value: 'URL', help: 'ws://HOST:PORT[/path] of the broker to watch' },
  username: {
    type: 'string',
    value: 'NAME',
    default: '',
    help: 'who logs in; the password is read from GATEHOUSE_PASSWORD',
  },
  publish: { type: 'boolean', default: false, help: 'write the alerts to the broker too, for every page to see' },
  updates: {
    type: 'boolean',
    default: false,
    help: 'carry out the updates that are planned on the page; its account has to be allowed to',
  },
  state: {
    type: 'string',
    value: 'DIR',
    isKept: true,
    help: 'keep what is known there, to go on with it after a restart',
  },
  replay: { type: 'string', value: 'FILE', help: 'watch a recording, with its own clock, and end' },
  'home-ca': {
    type: 'string',
    value: 'FILE',
    help: 'certificate of the home’s authority, and its list of revoked certificates (PEM, both in one file)',
  },
  'as-retained': { type: 'boolean', default: false, help: 'take every line of the recording as a broker’s memory' },
  'time-zone': {
    type: 'string',
    value: 'ZONE',
    help: 'whose clocks the home keeps to, such as Europe/Berlin; default: this machine’s',
  },
  ...tellingFlags,
  help: { type: 'boolean', default: false, help: 'show this' },
} as const;
type Values = ReturnType<typeof readFlags<typeof flags>>;

const write = (line: string) => void process.stdout.write(`${line}\n`);
const say = (sentence: string) => void process.stderr.write(`${sentence}\n`);

try {
  const values = readFlags(flags, process.argv.slice(2));
  if (values.help || values.replay !== undefined) endWithOutput();
  if (values.help)
    write(`Prints each alert of a home as one JSON line when it opens, changes or closes.\n\n${describeFlags(flags)}`);
  else if (values.replay !== undefined) await watchRecording(values.replay, values);
  else await watchHome(values);
} catch (error) {
  if (!(error instanceof UsageError || error instanceof RecordingError)) throw error;
  say(error.message);
  process.exitCode = 1;
}

async function watchRecording(file: string, values: Values): Promise<void> {
  const isLive = (
    ['broker', 'state', 'notify-topic', 'siren-topic', 'notify-exec', 'notify-ntfy', 'notify-gotify'] as const
  ).find((flag) => values[flag] !== undefined);
  if (isLive !== undefined || values.publish || values.updates)
    throw new UsageError(
      `--replay only prints: it goes with --as-retained, --time-zone and --home-ca, not with --${isLive ?? (values.publish ? 'publish' : 'updates')}.`,
    );
  await replay(readLines(file), {
    asRetained: values['as-retained'],
    onLine: write,
    ...zoneOf(values),
    ...(await anchorsOf(values)),
  });
}

async function anchorsOf({ 'home-ca': path }: Values): Promise<{ readonly anchors?: Anchors }> {
  return path === undefined ? {} : { anchors: await openHomeCaFile(path, say) };
}

/** Whose clocks the home keeps to: those of this machine, unless a flag says otherwise. */
function zoneOf({ 'time-zone': text }: Values): { readonly timeZone?: string } {
  return text === undefined ? {} : { timeZone: timeZone('time-zone', text) };
}

async function watchHome(values: Values): Promise<void> {
  if (values.broker === undefined)
    throw new UsageError('Say what to watch: --broker URL or --replay FILE. --help lists what there is.');
  const told = untilTold();
  const quietHours = values['quiet-hours'];
  const zone = zoneOf(values);
  const state = openStateDirectory(values.state ?? null, say);
  const unlock = values.state === undefined ? () => {} : await lockDirectory(values.state, say);
  const watch = openHomeWatch({
    login: {
      url: webSocketAddress('broker', values.broker),
      username: values.username,
      password: process.env['GATEHOUSE_PASSWORD'] ?? '',
    },
    publish: values.publish,
    ...zone,
    ...(await anchorsOf(values)),
    updates: values.updates,
    state,
    quietHours: quietHours === undefined ? null : readQuietHours(quietHours, zone.timeZone),
    waysOf: (publish) => waysOf(values, publish),
    write,
    say,
  });
  try {
    await Promise.race([watch.ended, told]);
  } finally {
    await watch.close();
    unlock();
  }
}
