import { spawn, spawnSync, type ChildProcessByStdio } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';

import { findDynamicSecurity, findProgram } from './mosquitto-programs.testing';

/** A real Mosquitto with accounts and one WebSockets listener on this machine. */
export type Mosquitto = {
  /** `ws://127.0.0.1:PORT` */
  readonly wsUrl: string;
  readonly port: number;
  /** as it says it itself, such as `2.0.11` */
  readonly version: string;
  /** where its files are: `dynamic-security.json` is its account database */
  readonly dir: string;
  /** of the running process; changes with `restart` */
  readonly pid: number;
  /** its log so far, over all restarts */
  log(): string;
  /** resolves when the process is gone */
  kill(signal: NodeJS.Signals): Promise<void>;
  /**
   * SIGKILL that leaves the account database whole. Mosquitto before 2.0.16 writes it in place, and a kill meanwhile empties
   * it (CREDENTIALS.md, finding 1): what was torn is put back as it was, for stories about what happens otherwise.
   */
  killKeepingAccounts(): Promise<void>;
  /** the same broker again: port, accounts, and what it saved */
  restart(): Promise<void>;
  /** ends it and removes what it left */
  stop(): Promise<void>;
};

export type MosquittoOptions = {
  /** where it keeps its files; default: a temporary directory, removed by `stop` */
  readonly dir?: string;
  /** default: any free one */
  readonly port?: number;
  /** accounts of a password_file, username → password; nobody is anonymous */
  readonly users?: Readonly<Record<string, string>>;
  /** lines of an acl_file; without, everybody in the password_file may do everything */
  readonly acl?: string;
  /**
   * Accounts that can be administered, and the first of them. With `users` and `acl` beside it whoever is not in the
   * account database is looked up there: the break-glass account (CREDENTIALS.md, finding 2).
   */
  readonly dynamicSecurity?: { readonly admin: { readonly username: string; readonly password: string } };
  readonly extraConfig?: string;
  /** save retained messages at each change, so that even SIGKILL does not lose them */
  readonly persistence?: boolean;
};

/** Starts Mosquitto and resolves when it listens. Rejects with what it said, or with how to install it. */
export async function startMosquitto(options: MosquittoOptions): Promise<Mosquitto> {
  const program = findProgram('mosquitto');
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'gatehouse-mosquitto-'));
  const port = options.port ?? (await freePort());
  const config = join(dir, 'mosquitto.conf');
  writeFileSync(config, configOf(dir, port, options));
  if (options.users) writeAccounts(join(dir, 'passwords'), options.users);
  if (options.dynamicSecurity) initialise(databaseIn(dir), options.dynamicSecurity.admin);
  if (options.acl !== undefined) writeFileSync(join(dir, 'acl'), `${options.acl}\n`, { mode: 0o600 });

  let log = '';
  let isStopped = false;
  let child = spawned();
  await listening(child);

  function spawned(): ChildProcessByStdio<null, null, Readable> {
    const started = spawn(program, ['-c', config], { stdio: ['ignore', 'ignore', 'pipe'] });
    const end = () => started.kill('SIGKILL');
    process.once('exit', end);
    started.once('exit', () => process.off('exit', end));
    return started;
  }

  function listening(started: ChildProcessByStdio<null, null, Readable>): Promise<void> {
    const from = log.length;
    return new Promise((resolve, reject) => {
      started.stderr.on('data', (text: Buffer) => {
        log += text.toString();
        if (/mosquitto version \S+ running/.test(log.slice(from))) resolve();
      });
      started.once('error', reject);
      started.once('exit', () => reject(new Error(`Mosquitto did not start:\n${log.slice(from)}`)));
    });
  }

  async function kill(signal: NodeJS.Signals): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    // it loses a signal that comes between its saying that it runs and its main loop
    const again = setInterval(() => child.kill(signal), 500);
    await gone;
    clearInterval(again);
  }

  return {
    wsUrl: `ws://127.0.0.1:${port}`,
    port,
    version: /mosquitto version (\S+) running/.exec(log)?.[1] ?? '', // it has said so: it runs
    dir,
    get pid() {
      return child.pid ?? 0; // it has started
    },
    log: () => log,
    kill,
    async killKeepingAccounts() {
      const database = databaseIn(dir);
      let whole = readFileSync(database, 'utf8');
      while (!isJson(whole)) whole = readFileSync(database, 'utf8');
      await kill('SIGKILL');
      if (!isJson(readFileSync(database, 'utf8'))) writeFileSync(database, whole);
    },
    async restart() {
      await kill('SIGTERM');
      if (isStopped) return;
      // known from here on, so that who stops it meanwhile ends this one
      child = spawned();
      await listening(child).catch((error: unknown) => {
        if (!isStopped) throw error;
      });
    },
    async stop() {
      isStopped = true;
      await kill('SIGKILL');
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
}

function configOf(dir: string, port: number, options: MosquittoOptions): string {
  const { users, acl, dynamicSecurity, persistence = false, extraConfig = '' } = options;
  const lines = [
    // it would drop root's rights and could not read the directory any more
    process.getuid?.() === 0 && 'user root',
    'per_listener_settings false',
    'allow_anonymous false',
    users && `password_file ${join(dir, 'passwords')}`,
    acl !== undefined && `acl_file ${join(dir, 'acl')}`,
    dynamicSecurity && `plugin ${findDynamicSecurity()}`,
    dynamicSecurity && `plugin_opt_config_file ${databaseIn(dir)}`,
    `persistence ${persistence}`,
    persistence && `persistence_location ${dir}/`,
    persistence && 'autosave_on_changes true',
    persistence && 'autosave_interval 1',
    'log_dest stderr',
    extraConfig,
    // 2.0.11 ends with "Unable to start any listening sockets" where all its listeners are WebSockets
    `listener 0 ${join(dir, 'socket')}`,
    `listener ${port} 127.0.0.1`,
    'protocol websockets',
  ];
  return `${lines.filter(Boolean).join('\n')}\n`;
}

function writeAccounts(file: string, users: Readonly<Record<string, string>>): void {
  const lines = Object.entries(users).map(([name, password]) => `${name}:${password}\n`);
  writeFileSync(file, lines.join(''), { mode: 0o600 });
  if (lines.length === 0) return;
  const { status, stderr } = spawnSync(findProgram('mosquitto_passwd'), ['-U', file]);
  if (status !== 0) throw new Error(`mosquitto_passwd could not hash the passwords: ${stderr.toString()}`);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const databaseIn = (dir: string) => join(dir, 'dynamic-security.json');

function initialise(file: string, { username, password }: { username: string; password: string }): void {
  const { status, stderr } = spawnSync(findProgram('mosquitto_ctrl'), ['dynsec', 'init', file, username, password]);
  if (status !== 0) throw new Error(`mosquitto_ctrl could not make the account database: ${stderr.toString()}`);
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on TCP
  await new Promise((resolve) => server.close(resolve));
  return port;
}
