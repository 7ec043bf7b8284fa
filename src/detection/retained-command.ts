import { spokenName, startSentence } from '@/core/spoken-name';

import { clearCommand } from './fixes';
import { isRecent } from './recent';
import type { Rule, RuleContext } from './rule';

/** whoever plants them by the thousand is told of once for each up to here */
const mostTold = 200;
const askedMs = 30_000;

/**
 * A command that the broker remembers: the device carries it out again whenever it comes back, after a power cut in the
 * middle of the night too. A badly set up automation does that, and so does whoever wants a door to open at the next restart.
 * It stands until it is cleared.
 */
export function retainedCommand(context: RuleContext): Rule {
  const told = new Set<string>();
  /** the last one that was given before our ears: the broker is asked at once whether it keeps it */
  let given: { readonly topic: string; readonly at: number } | null = null;

  return {
    happen(happening) {
      if (happening.type === 'command-cleared') {
        if (!told.delete(happening.topic)) return;
        const evidence = { t: happening.at, topic: happening.topic, text: 'It was cleared' };
        return context.say('over', { class: 'retained_command', subject: happening.topic }, evidence);
      }
      if (happening.type !== 'command') return;
      if (!happening.retained) {
        given = happening;
        return;
      }
      if (told.has(happening.topic)) return;
      if (told.size >= mostTold) return;
      const { topic, at, device: id } = happening;
      told.add(topic);
      const device = id === null ? undefined : context.devices.get(id);
      const isDoor = device?.capabilities.some((one) => one === 'lock' || one === 'cover') === true;
      const isAlarm = device?.capabilities.some((one) => one === 'alarm-panel' || one === 'siren') === true;
      context.seen({
        t: at,
        class: 'retained_command',
        subject: topic,
        device: id,
        title:
          device === undefined
            ? 'The broker keeps a command and gives it again at each restart'
            : `${startSentence(spokenName(device.name))} is told the same command again at each restart`,
        severity: isDoor || isAlarm ? 'critical' : 'warning',
        confidence: 1,
        evidence: [{ t: at, topic, text: 'A command stands there as a retained message' }],
        fix: clearCommand,
        lasting: true,
        news: given !== null && given.topic === topic && isRecent(given.at, at, askedMs),
      });
    },
    adopt: ({ class: kind, subject }) => void (kind === 'retained_command' && told.add(subject)),
  };
}
