import type { Message } from '@/core/message';
import { pairingCodeOfKey, pairingCodeOfRequest } from '@/credentials/admission/pairing-code';
import { deviceTopic } from '@/credentials/roles/rules';

import type { Office } from '../admin';

const settling = { quietMs: 100, maxMs: 2_000 } as const;
const mostBytes = 16 * 1024;

/** The pairing codes of these newcomers, of what they published; those that published nothing have none. */
export async function pairingCodes(
  { broker, onMessage }: Office,
  clients: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const codes = new Map<string, string>();
  if (clients.length === 0) return codes;
  const topics = new Map(
    clients.flatMap((client) => [
      [deviceTopic(client, 'credential/key'), { client, codeOf: pairingCodeOfKey }] as const,
      [deviceTopic(client, 'certificate/request'), { client, codeOf: pairingCodeOfRequest }] as const,
    ]),
  );
  const heard = new Map<string, string>();
  const stop = onMessage(({ topic, payload }: Message) => {
    if (topics.has(topic) && payload.byteLength <= mostBytes) heard.set(topic, new TextDecoder().decode(payload));
  });
  await broker.subscribe([...topics.keys()]);
  await broker.settle(settling);
  stop();
  void broker.unsubscribe([...topics.keys()]);
  for (const [topic, text] of heard) {
    const { client, codeOf } = topics.get(topic)!; // only those are heard
    const code = await codeOf(text);
    if (code !== null && !codes.has(client)) codes.set(client, code);
  }
  return codes;
}
