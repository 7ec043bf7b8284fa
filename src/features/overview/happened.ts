import type { Alert, AlertClass } from '@/core/alert';
import type { IconName } from '@/ui/icon';
import { paths } from '@/ui/paths';

import type { Todo } from './todos';
import type { Clause } from './verdict-clauses';

type Wording = {
  readonly mood: Clause['mood'] | 'minor';
  readonly icon: IconName;
  readonly one: string;
  many(count: number): string;
};

/**
 * What alerts add to the overview: what happened. What still is so (an open case, an empty battery) the concerns say
 * already, and it is not said twice.
 */
const wordings: { readonly [K in AlertClass]?: Wording } = {
  pin_bruteforce: {
    mood: 'alarm',
    icon: 'keypad',
    one: 'somebody tried wrong codes at a door',
    many: () => 'somebody tried wrong codes at the doors',
  },
  jamming: {
    mood: 'alarm',
    icon: 'offline',
    one: 'many devices fell silent at once',
    many: () => 'many devices fell silent at once',
  },
  unknown_device: {
    mood: 'notice',
    icon: 'question',
    one: 'a device that nobody knew joined',
    many: (count) => `${count} devices that nobody knew joined`,
  },
  firmware_downgrade: {
    mood: 'notice',
    icon: 'firmware',
    one: 'a device went back to an older firmware',
    many: (count) => `${count} devices went back to an older firmware`,
  },
  update_failed: {
    mood: 'minor',
    icon: 'firmware',
    one: 'an update failed',
    many: (count) => `${count} updates failed`,
  },
};

/** beyond so many of one class they become one item */
const mostApart = 2;

/** What happened, for the verdict. What is only a question ("was this you?") is a task, no verdict. */
export function happenedClauses(open: readonly Alert[]): {
  readonly urgent: readonly Clause[];
  readonly minor: readonly string[];
} {
  const urgent: Clause[] = [];
  const minor: string[] = [];
  for (const [wording, those] of byWording(open.filter(({ severity }) => severity !== 'info'))) {
    const words = those.length === 1 ? wording.one : wording.many(those.length);
    if (wording.mood === 'minor') minor.push(words);
    else urgent.push({ mood: wording.mood, words });
  }
  return { urgent, minor };
}

/** Each leads to the alert, where it can be answered. */
export function happenedTodos(open: readonly Alert[]): readonly Todo[] {
  return [...byWording(open)].flatMap(([{ icon, many }, those]): readonly Todo[] => {
    const step = { type: 'show', to: paths.alerts } as const;
    const [first] = those;
    if (first !== undefined && those.length > mostApart) {
      const words = many(those.length);
      const sentence = `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
      return [{ id: first.class, icon, tone: first.severity, sentence, button: 'Look at the alerts', step }];
    }
    return those.map(({ id, severity, title }) => ({
      id,
      icon,
      tone: severity,
      sentence: /[.?!]$/.test(title) ? title : `${title}.`,
      button: 'Look at the alert',
      step,
    }));
  });
}

function byWording(alerts: readonly Alert[]): ReadonlyMap<Wording, readonly Alert[]> {
  const groups = new Map<Wording, readonly Alert[]>();
  // in the order of the wordings, the worst first
  for (const [kind, wording] of Object.entries(wordings)) {
    const those = alerts.filter((alert) => alert.class === kind);
    if (those.length > 0) groups.set(wording, those);
  }
  return groups;
}
