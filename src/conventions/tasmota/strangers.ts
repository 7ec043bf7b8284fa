import type { Message } from '@/core/message';

import { openCandidates, type Candidates } from '../candidates';
import { isHead } from '../head';
import { isObject, textIn, type JsonObject } from '../json';
import { payloadOf } from '../payload';
import type { Wanted } from '../wanted';
import type { Topics } from './topics';

/**
 * Topics with a last will like Tasmota's, but on other prefixes than the default ones and without an announcement
 * (before version 9.2, or with `SetOption19 1`). They are listened to until a message shows whose they are.
 */
export type Strangers = Pick<Candidates, 'take'> & {
  /** null: not known for Tasmota's, or not yet */
  recognise(head: string, name: string, message: Message): { readonly topics: Topics; readonly name: string } | null;
};

export function openStrangers(wanted: Wanted): Strangers {
  const candidates = openCandidates(wanted, (head) => [`${head}/STATE`, `${head}/INFO1`]);
  return {
    take: candidates.take,
    recognise(head, name, message) {
      const { text, json } = payloadOf(message);
      if (name === 'LWT') {
        // in capitals, as Tasmota says it: other programs have this topic too
        if (text === 'Online' || text === 'Offline') candidates.meet(head, text === 'Online', message);
        return null;
      }
      if (!candidates.has(head) || !isObject(json)) return null;
      const info = isObject(json['Info1']) ? json['Info1'] : json;
      const isState = name === 'STATE' && 'Wifi' in json && 'Uptime' in json;
      const isStart = name === 'INFO1' && textIn(info['FallbackTopic']) !== null;
      return isState || isStart ? placeOf(head, info) : null;
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
