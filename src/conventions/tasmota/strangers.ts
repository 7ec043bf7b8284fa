import type { Message } from '@/core/message';

import { isObject, textIn, type JsonObject } from '../json';
import { payloadOf } from '../payload';
import type { Wanted } from '../wanted';
import { isHead, type Topics } from './topics';

const mostStrangers = 500;

/**
 * Topics with a last will like Tasmota's, but on other prefixes than the default ones and without an announcement
 * (before version 9.2, or with `SetOption19 1`). They are listened to until a message shows whose they are.
 */
export type Strangers = {
  /** null: not known for Tasmota's, or not yet */
  recognise(head: string, name: string, message: Message): { readonly topics: Topics; readonly name: string } | null;
};

export function openStrangers(wanted: Wanted): Strangers {
  const heads = new Set<string>();
  return {
    recognise(head, name, message) {
      const { text, json } = payloadOf(message);
      if (name === 'LWT') {
        const isTheirs = (text === 'Online' || text === 'Offline') && isHead(head) && heads.size < mostStrangers;
        if (!isTheirs || heads.has(head)) return null;
        heads.add(head);
        wanted.add([`${head}/STATE`, `${head}/INFO1`, `${head}/SENSOR`]);
        return null;
      }
      if (!heads.has(head) || !isObject(json)) return null;
      if (name === 'STATE' && !('Wifi' in json && 'Uptime' in json)) return null;
      if (name === 'SENSOR') return null;
      const info = isObject(json['Info1']) ? json['Info1'] : json;
      if (name === 'INFO1' && textIn(info['FallbackTopic']) === null) return null;
      heads.delete(head);
      return placeOf(head, info);
    },
  };
}

/**
 * INFO1 tells the prefix of commands, and where in a topic the prefix stands: `FallbackTopic` is `<prefix>/<client>_fb/`,
 * `GroupTopic` a whole topic with the prefix in it. The prefix of `stat` nobody tells.
 */
function placeOf(head: string, info: JsonObject): { readonly topics: Topics; readonly name: string } {
  const levels = head.split('/');
  const prefix = textIn(info['FallbackTopic'])?.split('/', 1)[0] ?? '';
  const at = prefix === '' ? -1 : (textIn(info['GroupTopic'])?.split('/').indexOf(prefix) ?? -1);
  const isTold = at >= 0 && at < levels.length;
  const cmnd = isTold ? levels.with(at, prefix).join('/') : null;
  return {
    topics: { tele: head, stat: null, cmnd: cmnd !== null && isHead(cmnd) ? cmnd : null },
    name: isTold ? levels.toSpliced(at, 1).join('/') : (levels.at(-1) ?? head),
  };
}
