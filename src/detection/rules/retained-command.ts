import type { DeviceId } from '@/core/device';
import type { Happening } from '@/core/happening';
import type { Capability } from '@/core/observation';
import { spokenName, startSentence } from '@/core/spoken-name';

import { clearCommand } from '../fixes';
import { isRecent } from '../recent';
import type { Rule, RuleContext } from '../rule';

/** of one device so many are told one by one; another as soon as one of these is cleared */
const mostADevice = 5;
const mostWaiting = 200;
/** of everything that guards nothing, whoever plants them by the thousand; what opens a door is always told */
const mostOrdinary = 200;
const askedMs = 30_000;

const guarding: ReadonlySet<Capability> = new Set(['lock', 'cover', 'alarm-panel', 'siren']);

type Given = Extract<Happening, { type: 'command' }>;
/** what stands on the topics of one device, or of none that is known: `waiting` is not told yet */
type Planted = { readonly told: Set<string>; readonly waiting: Map<string, Given> };

/**
 * A command that the broker remembers: the device carries it out again whenever it comes back, after a power cut in the
 * middle of the night too. A badly set up automation does that, and so does whoever wants a door to open at the next restart.
 * It stands until it is cleared.
 */
export function retainedCommand(context: RuleContext): Rule {
  const planted = new Map<DeviceId | null, Planted>();
  /** whose topic it is */
  const told = new Map<string, DeviceId | null>();
  const ordinary = new Set<string>();
  /** the last one that was given before our ears: the broker is asked at once whether it keeps it */
  let given: Given | null = null;

  function plantedOn(id: DeviceId | null): Planted {
    const those = planted.get(id) ?? { told: new Set(), waiting: new Map() };
    planted.set(id, those);
    return those;
  }

  function stands(happening: Given): void {
    const { topic, at, device: id } = happening;
    if (told.has(topic)) return;
    const those = plantedOn(id);
    const isRoom = isGuarding(id) || ordinary.size < mostOrdinary;
    if (those.told.size < mostADevice && isRoom) return tell(happening, those);
    const [last] = [...those.told].slice(-1);
    if (those.waiting.size === 0 && last !== undefined)
      context.say(
        'more',
        { class: 'retained_command', subject: last },
        { t: at, topic, text: 'More commands stand there: each is told when one of these is cleared' },
      );
    if (those.waiting.size < mostWaiting) those.waiting.set(topic, happening);
  }

  function cleared(topic: string, t: number): void {
    const id = told.get(topic);
    if (id === undefined) {
      for (const { waiting } of planted.values()) waiting.delete(topic);
      return;
    }
    const those = plantedOn(id);
    told.delete(topic);
    ordinary.delete(topic);
    those.told.delete(topic);
    context.say('over', { class: 'retained_command', subject: topic }, { t, topic, text: 'It was cleared' });
    // of the same device, or of another for which there was no room
    for (const one of [those, ...planted.values()]) {
      const [next] = one.waiting.values();
      if (next !== undefined && one.told.size < mostADevice) return tell(next, one);
    }
  }

  function isGuarding(id: DeviceId | null): boolean {
    return (id === null ? undefined : context.devices.get(id))?.capabilities.some((one) => guarding.has(one)) === true;
  }

  function tell({ topic, at, device: id }: Given, those: Planted): void {
    const device = id === null ? undefined : context.devices.get(id);
    those.waiting.delete(topic);
    told.set(topic, id);
    those.told.add(topic);
    if (!isGuarding(id)) ordinary.add(topic);
    context.seen({
      t: at,
      class: 'retained_command',
      subject: topic,
      device: id,
      title:
        device === undefined
          ? 'The broker keeps a command and gives it again at each restart'
          : `${startSentence(spokenName(device.name))} is told the same command again at each restart`,
      severity: isGuarding(id) ? 'critical' : 'warning',
      confidence: 1,
      evidence: [{ t: at, topic, text: 'A command stands there as a retained message' }],
      fix: clearCommand,
      lasting: true,
      news: given !== null && given.topic === topic && isRecent(given.at, at, askedMs),
    });
  }

  return {
    happen(happening) {
      if (happening.type === 'command-cleared') return cleared(happening.topic, happening.at);
      if (happening.type !== 'command') return;
      if (happening.retained) return stands(happening);
      given = happening;
    },
    adopt({ class: kind, subject, device }) {
      if (kind !== 'retained_command') return;
      told.set(subject, device);
      plantedOn(device).told.add(subject);
      if (!isGuarding(device)) ordinary.add(subject);
    },
  };
}
