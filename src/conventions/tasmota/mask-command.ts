import { maskedText, maskText } from '@/core/mask';

import type { Payload } from '../payload';

const secretCommand = /pass(?:word)?\d?$|^(?:mqtt)?password|psk$|key\d?$/i;
/** in a Backlog: `MqttUser u; MqttPassword p` */
const secretInBacklog = /((?:^|;)\s*\w*(?:password|psk|key)\d?\s+)[^;]+/gi;

/** A command as it may be shown: passwords are set by commands, alone or in a Backlog (docs/Commands). null: as it is. */
export function maskCommand(name: string, { text, masked }: Payload): string | null {
  if (text === '') return null;
  if (secretCommand.test(name)) return maskedText;
  if (!/^backlog\d?$/i.test(name)) return masked.text;
  const hidden = maskText(text).replaceAll(secretInBacklog, `$1${maskedText}`);
  return hidden === text ? null : hidden;
}
