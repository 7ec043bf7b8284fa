import type { Message } from '@/core/message';

import { problem } from '../decoded';
import { openPlainReader } from '../plain-reader';
import { openBases } from '../bases';
import type { Convention, Decoded, Reader } from '../convention';
import { openPanel, type Panel } from './panel';
import { alarmoSign, baseAnnouncedBy } from './sign';

/** Alarmo, the alarm of Home Assistant (github.com/nielsfaber/alarmo, "MQTT"). Gatehouse knows no command that arms. */
export const alarmo: Convention = { name: alarmoSign.name, open: openReader };

function openReader(): Reader {
  const panels = openBases<Panel>();

  function read(message: Message): Decoded | null {
    const panel = panels.of(message.topic);
    if (panel !== null) return panel.read(message);
    const base = baseAnnouncedBy(message);
    if (base === null) return null;
    const opened = openPanel(base);
    if (!panels.add(opened)) return problem(message.topic, 'There are more panels than Gatehouse listens to');
    return opened.read(message);
  }

  return openPlainReader(
    {
      convention: 'alarmo',
      read,
      filters: () => [...alarmoSign.filters, ...[...panels.all()].flatMap((panel) => panel.filters())],
      encode: () => null,
      waysIn: (voice) => [...panels.all()].flatMap((panel) => panel.waysIn(voice)),
    },
    () => [...panels.all()].length,
  );
}
