import { doneByPeople, type Alert, type AlertClass } from '@/core/alerts/alert';
import { overSince, titleNow } from '@/core/alerts/danger-over';
import type { Device } from '@/core/device';
import { endSentence, startSentence } from '@/core/spoken-name';
import type { IconName } from '@/ui/icon';
import { paths } from '@/ui/paths';

import type { Todo } from './todos';
import type { Clause } from './verdict-clauses';

type Wording = {
  readonly mood: Clause['mood'];
  /** a footnote of a calm home */
  readonly minor?: true;
  readonly icon: IconName;
  readonly one: string;
  many(count: number): string;
};

/** What alerts of what happened say in the verdict, the worst first. */
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
  bad_signature: {
    mood: 'alarm',
    icon: 'shield',
    one: 'somebody spoke in the name of a device',
    many: (count) => `somebody spoke in the name of ${count} devices`,
  },
  replay: {
    mood: 'alarm',
    icon: 'shield',
    one: 'somebody played back old messages of a device',
    many: (count) => `somebody played back old messages of ${count} devices`,
  },
  certificate_changed: {
    mood: 'notice',
    icon: 'shield',
    one: 'a device shows another key than before',
    many: (count) => `${count} devices show another key than before`,
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
    mood: 'notice',
    minor: true,
    icon: 'firmware',
    one: 'an update failed',
    many: (count) => `${count} updates failed`,
  },
};

/** What an alert of something that goes on rests on: null where the device has not told this page of it. */
const readings: { readonly [K in AlertClass]?: (device: Device, alert: Alert) => unknown } = {
  safety: ({ state }, alert) => {
    const word = doneByPeople(alert);
    // that somebody called for help no state tells, and of glass that broke nothing else on the overview does
    if (word === 'emergency' || word === 'glass') return null;
    return (word === 'alarm' ? state.alarm : (state.smoke ?? state.carbonMonoxide ?? state.gas ?? state.leak)) ?? null;
  },
  tamper: ({ state }) => state.tamper ?? null,
  lock_jammed: ({ state }) => state.lock ?? null,
  battery_low: ({ battery }) => battery,
};

/**
 * What alerts add to the overview: what happened, and what goes on at a device that has not spoken since this page came
 * (sensors are not retained, their alerts are). The rest is said by what is so, and not twice.
 */
export function addsToOverview(alert: Alert, device: Device | undefined): boolean {
  const reading = readings[alert.class];
  if (reading === undefined) return alert.class in wordings;
  // its sensor says that all is well: that it was not, nothing else says
  if (overSince(alert) !== null) return true;
  return alert.severity !== 'info' && device !== undefined && reading(device, alert) === null;
}

/** beyond so many of one class they become one item */
const mostApart = 2;

/** What happened, for the verdict. What is only a question ("was this you?") is a task, no verdict. */
export function happenedClauses(alerts: readonly Alert[]): {
  readonly urgent: readonly Clause[];
  readonly minor: readonly string[];
} {
  const urgent: Clause[] = [];
  const minor: string[] = [];
  for (const [kind, those] of byClass(alerts.filter(({ severity }) => severity !== 'info'))) {
    const wording = wordings[kind];
    if (wording === undefined) {
      urgent.push(...those.flatMap(clauseOf));
      continue;
    }
    const words = those.length === 1 ? wording.one : wording.many(those.length);
    if (wording.minor) minor.push(words);
    else urgent.push({ mood: wording.mood, words });
  }
  return { urgent, minor };
}

/** Each leads to the alert, where it can be answered. */
export function happenedTodos(alerts: readonly Alert[]): readonly Todo[] {
  return [...byClass(alerts)].flatMap(([kind, those]): readonly Todo[] => {
    const step = { type: 'show', to: paths.alerts } as const;
    const wording = wordings[kind];
    const icon = wording?.icon ?? 'bell';
    const [first] = those;
    if (first !== undefined && wording !== undefined && those.length > mostApart) {
      const sentence = `${startSentence(wording.many(those.length))}.`;
      return [{ id: kind, icon, tone: first.severity, sentence, button: 'Look at the alerts', step }];
    }
    return those.map((alert) => ({
      id: alert.id,
      icon,
      tone: overSince(alert) === null ? alert.severity : 'warning',
      ...(isDanger(alert) && ({ isDanger: true } as const)),
      sentence: endSentence(titleNow(alert)),
      button: 'Look at the alert',
      step,
    }));
  });
}

function isDanger(alert: Alert): boolean {
  return alert.class === 'safety' && alert.severity === 'critical' && overSince(alert) === null;
}

/** An alert's own title inside a sentence. */
function clauseOf(alert: Alert): readonly Clause[] {
  if (alert.severity !== 'critical') return [];
  const words = titleNow(alert).replace(/^(?:The|Somebody) /, (first) => first.toLowerCase());
  if (overSince(alert) !== null) return [{ mood: 'notice', words }];
  return [{ mood: 'alarm', words, ...(isDanger(alert) && ({ isDanger: true } as const)) }];
}

/** The worst first; those of something that goes on before those of what happened. */
function byClass(alerts: readonly Alert[]): readonly (readonly [AlertClass, readonly Alert[]])[] {
  const order = [...Object.keys(readings), ...Object.keys(wordings)] as readonly AlertClass[]; // the keys of both
  return order.flatMap((kind) => {
    const those = alerts.filter((alert) => alert.class === kind);
    return those.length === 0 ? [] : [[kind, those] as const];
  });
}
