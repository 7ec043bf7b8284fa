import type { Accounts } from '../accounts';
import { accessCommands } from './access-commands';
import { clientCommands } from './client-commands';
import { fieldOf, isJsonObject, readFields, type Answer, type Command, type Connections } from './command';
import type { GivenPassword, JsonObject } from './command';
import { groupCommands } from './group-commands';
import { roleCommands } from './role-commands';

/** Mosquitto's topics; the answer goes to everybody who may hear it, QoS 0, not retained. */
export const requestTopic = '$CONTROL/dynamic-security/v1';
export const responseTopic = `${requestTopic}/response`;

/** By their names in small letters: Mosquitto does not tell capitals from them, and answers with its own. */
const commands: ReadonlyMap<string, { readonly name: string; readonly run: Command }> = new Map(
  Object.entries({ ...accessCommands, ...clientCommands, ...groupCommands, ...roleCommands }).map(([name, run]) => [
    name.toLowerCase(),
    { name, run },
  ]),
);

/** A payload as it was read: its commands, or Mosquitto's words for why it holds none. */
export type Batch = { readonly commands: readonly unknown[] } | { readonly error: string };

export type Response = Answer & { readonly command: string; readonly correlationData?: string };

/** What a payload came to. */
export type Administered = {
  readonly accounts: Accounts;
  readonly responses: readonly Response[];
  readonly kicked: ReadonlySet<string>;
};

export function readBatch(payload: string): Batch {
  const value = parseJson(payload);
  if (value === undefined) return { error: 'Payload not valid JSON' };
  const list = isJsonObject(value) ? fieldOf(value, 'commands') : null;
  return Array.isArray(list) ? { commands: list } : { error: 'Invalid/missing commands' };
}

/** Goes on after a command that fails; one whose correlationData is no text ends it. */
export function administer(
  accounts: Accounts,
  batch: Batch,
  passwords: ReadonlyMap<unknown, GivenPassword>,
  connections: Connections,
): Administered {
  if ('error' in batch) {
    return { accounts, responses: [{ command: unknownCommand, error: batch.error }], kicked: new Set() };
  }
  const kicked = new Set<string>();
  const responses: Response[] = [];
  let after = accounts;
  let correlation: Correlation = {};
  for (const item of batch.commands) {
    const asked = readCommand(item, correlation);
    ({ correlation } = asked);
    if ('error' in asked) {
      responses.push({ command: asked.name, error: asked.error, ...correlation });
      if (asked.isLast) break;
      continue;
    }
    const outcome = asked.run(after, readFields(asked.object, passwords.get(item)), connections);
    after = outcome.accounts;
    for (const username of outcome.kicked) kicked.add(username);
    responses.push({ command: asked.name, ...outcome.answer, ...correlation });
  }
  return { accounts: after, responses, kicked };
}

type Correlation = Pick<Response, 'correlationData'>;

type Asked = { readonly name: string; readonly correlation: Correlation } & (
  | { readonly run: Command; readonly object: JsonObject }
  | { readonly error: string; readonly isLast?: boolean }
);

/** `before`: what the command before came with; Mosquitto answers what it cannot read with that. */
function readCommand(item: unknown, before: Correlation): Asked {
  if (!isJsonObject(item)) return { name: unknownCommand, correlation: before, error: 'Command not an object' };
  const name = fieldOf(item, 'command');
  if (typeof name !== 'string') return { name: unknownCommand, correlation: before, error: 'Missing command' };
  const correlationData = fieldOf(item, 'correlationdata');
  if (correlationData !== undefined && typeof correlationData !== 'string') {
    return { name, correlation: {}, error: 'Invalid correlationData data type.', isLast: true };
  }
  const correlation = correlationData === undefined ? {} : { correlationData };
  const command = commands.get(name.toLowerCase());
  return command ? { ...command, correlation, object: item } : { name, correlation, error: unknownCommand };
}

const unknownCommand = 'Unknown command';

/** The commands in it whose password has to be hashed first, with what they gave. */
export function passwordsIn(batch: Batch): ReadonlyMap<JsonObject, unknown> {
  const items = 'commands' in batch ? batch.commands.filter(isJsonObject) : [];
  return new Map(
    items.map((item) => [item, fieldOf(item, 'password')] as const).filter(([, given]) => given !== undefined),
  );
}

/** undefined: it is no JSON, or holds half a character, which cJSON refuses and JavaScript does not. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    const isWhole = !escapedSurrogate.test(text) || !escapedSurrogate.test(JSON.stringify(value));
    return isWhole ? value : undefined;
  } catch {
    return undefined;
  }
}

const escapedSurrogate = /\\u[dD][89a-fA-F]/;
