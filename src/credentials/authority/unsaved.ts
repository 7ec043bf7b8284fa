import { withoutStamp } from '@/broker/log-stamp';
import type { Message } from '@/core/message';

/** Where Mosquitto says what went wrong, if it was told to (`log_dest topic`). Nobody but the broker can publish there. */
export const errorsTopic = '$SYS/broker/log/E';

const mostBytes = 2_048;
/** of plugins/dynamic-security in Mosquitto */
const line = /^Error (?:saving Dynamic security plugin config|updating dynsec config file)\b/;

/** The broker says that it could not write its accounts to its disk: it answers a command as done all the same. */
export function isUnsaved({ topic, payload }: Message): boolean {
  return (
    topic === errorsTopic &&
    payload.byteLength <= mostBytes &&
    line.test(withoutStamp(new TextDecoder().decode(payload)))
  );
}
