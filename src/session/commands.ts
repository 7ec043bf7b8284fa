import type { Broker } from '@/broker/broker';
import type { Reader } from '@/conventions/convention';
import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { CodeCommand } from '@/core/codes/lock-code';
import type { VoiceKey } from '@/core/observation';

import type { Pipeline } from './hearing/pipeline';
import type { BridgeHealth, CommandResult } from './protocol';

const answerTimeoutMs = 10_000;

/** Sends a command through the first voice of the device that can say it. What the device does is seen in its state. */
export async function sendCommand(broker: Broker | null, pipeline: Pipeline, intent: Intent): Promise<CommandResult> {
  if (broker === null) return { outcome: 'refused', reason: 'not-connected' };
  const messages = firstVoice(pipeline, intent.device, (reader, voice) => reader.encode(voice, intent.command));
  if (messages === null) return { outcome: 'refused', reason: 'cannot' };
  for (const message of messages) {
    const result = await broker.publish(message);
    if (result.outcome !== 'sent') return result;
  }
  return { outcome: 'sent' };
}

/** Reads or changes the code table of a lock. `unsent`: it did not leave, or nobody knows. The code in it is nowhere kept. */
export async function sendCode(
  broker: Broker | null,
  pipeline: Pipeline,
  device: DeviceId,
  command: CodeCommand,
): Promise<'sent' | 'not-allowed' | 'unsent'> {
  const messages = firstVoice(pipeline, device, (reader, voice) => reader.encodeCode?.(voice, command) ?? null);
  if (broker === null || messages === null) return 'unsent';
  for (const message of messages) {
    const result = await broker.publish(message);
    if (result.outcome !== 'sent') return result.reason === 'not-authorised' ? 'not-allowed' : 'unsent';
  }
  return 'sent';
}

/** Asks the bridge behind a device whether it is well. */
export async function askBridge(
  broker: Broker | null,
  pipeline: Pipeline,
  device: DeviceId,
  random: () => number,
): Promise<BridgeHealth> {
  if (broker === null) return { outcome: 'not-connected' };
  const transaction = `gatehouse-${Math.floor(random() * 2 ** 48).toString(36)}`;
  const asked = firstVoice(pipeline, device, (reader, voice) => {
    const question = reader.askHealth(voice, transaction);
    return question === null ? null : { reader, question };
  });
  if (asked === null) return { outcome: 'cannot' };
  const result = await broker.request(asked.question, { timeoutMs: answerTimeoutMs });
  if (result.outcome !== 'answered')
    return { outcome: result.outcome === 'not-connected' ? 'not-connected' : 'no-answer' };
  return { outcome: asked.reader.isHealthy(result.payload) ? 'healthy' : 'unhealthy' };
}

function firstVoice<T>(
  { home, readers }: Pipeline,
  device: DeviceId,
  attempt: (reader: Reader, voice: VoiceKey) => T | null,
): T | null {
  const voices = home.devices.get(device)?.voices ?? [];
  // the readers stand in the order of their nearness to the device
  for (const reader of readers) {
    for (const voice of voices) {
      const result = attempt(reader, voice);
      if (result !== null) return result;
    }
  }
  return null;
}
