import { readGiven, writeGiven } from './given-files';
import { describeFlags, readFlags, UsageError } from './options';
import { endWithOutput } from './output';
import { catalogsFolder, official, writeCatalog, type OfficialKind } from './refresh-catalogs';

const flags = {
  kev: { type: 'string', value: 'FILE', help: 'CISA’s list, downloaded already' },
  ota: { type: 'string', value: 'FILE', help: 'the Zigbee OTA index, downloaded already' },
  out: { type: 'string', value: 'DIR', default: catalogsFolder, help: 'where the page’s catalogues lie' },
  help: { type: 'boolean', default: false, help: 'show this' },
} as const;

const purpose = `Refreshes the catalogues that are served with the page: from where they are published, or, with --kev or --ota,
from files. The page itself never asks anybody outside. Build it again afterwards (npm start does).`;

endWithOutput();
try {
  const { kev, ota, out, help } = readFlags(flags, process.argv.slice(2));
  if (help) process.stdout.write(`${purpose}\n\n${describeFlags(flags)}\n`);
  else await refresh(kev, ota, out);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}

async function refresh(kev: string | undefined, ota: string | undefined, out: string): Promise<void> {
  const files: readonly (readonly [OfficialKind, flag: 'kev' | 'ota', string | undefined])[] = [
    ['kev', 'kev', kev],
    ['zigbee-ota', 'ota', ota],
  ];
  const given = files.some(([, , file]) => file !== undefined);
  const today = new Date().toISOString().slice(0, 10);
  for (const [kind, flag, file] of files) {
    if (given && file === undefined) continue;
    const text = file === undefined ? await download(kind) : readGiven(flag, file).toString();
    process.stdout.write(`${writeGiven('out', out, () => writeCatalog(kind, text, out, today))}\n`);
  }
}

async function download(kind: OfficialKind): Promise<string> {
  const { name, address } = official[kind];
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(60_000) });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return await answer.text();
  } catch {
    throw new UsageError(`${name} cannot be fetched from ${address}. Download it elsewhere, and give its path.`);
  }
}
