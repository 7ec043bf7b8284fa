import type { Message } from '@/core/message';

import { problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { alarmStateIn, openPanel, type Panel } from './panel';

/** The panel's retained state below any base of one level; where only areas have one, below the default base. */
const discovery = ['+/state', 'alarmo/+/state'] as const;
const announcement = /^(?:(alarmo)\/[^/]+|([^/$]+))\/state$/;

/** Alarmo, the alarm of Home Assistant (github.com/nielsfaber/alarmo, "MQTT"). Gatehouse knows no command that arms. */
export const alarmo: Convention = { name: 'alarmo', open: openReader };

function openReader(): Reader {
  const panels = openBases<Panel>();

  function read(message: Message): Decoded | null {
    const panel = panels.of(message.topic);
    if (panel !== null) return panel.read(message);
    if (!message.topic.endsWith('/state')) return null;
    const [, fixed, free] = announcement.exec(message.topic) ?? [];
    const base = fixed ?? free;
    const state = base === undefined ? null : alarmStateIn(message);
    // "pending" is the state of many a thing; the others are an alarm's alone
    if (base === undefined || state === null || (state === 'pending' && base !== 'alarmo')) return null;
    const opened = openPanel(base);
    if (!panels.add(opened)) return problem(message.topic, 'There are more panels than Gatehouse listens to');
    return opened.read(message);
  }

  return openPlainReader(
    {
      convention: 'alarmo',
      read,
      filters: () => [...discovery, ...[...panels.all()].flatMap((panel) => panel.filters())],
      encode: () => null,
      waysIn: (voice) => [...panels.all()].flatMap((panel) => panel.waysIn(voice)),
    },
    () => [...panels.all()].length,
  );
}
