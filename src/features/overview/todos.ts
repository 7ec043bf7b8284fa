import type { Command } from '@/core/command';
import type { Concern, ConcernKind } from '@/core/concern';
import type { DeviceId } from '@/core/device';
import { spokenName, spokenPlace, startSentence } from '@/core/spoken-name';
import type { IconName } from '@/ui/icon';
import { paths } from '@/ui/paths';
import type { Tone } from '@/ui/tone';

/** One thing to do next: why, and the one button that does it or leads to where it is done. */
export type Todo = {
  readonly id: string;
  readonly icon: IconName;
  readonly tone: Tone;
  /** to people or to the house: nothing stands before it */
  readonly isDanger?: true;
  readonly sentence: string;
  readonly button: string;
  readonly step:
    | { readonly type: 'command'; readonly device: DeviceId; readonly command: Command }
    | { readonly type: 'show'; readonly to: string };
};

type Rule = {
  readonly icon: IconName;
  readonly tone: Tone;
  readonly isDanger?: true;
  /** `concern.stale`: the device is away, or the whole home is (`isAway`) */
  readonly sentence: (concern: Concern, isAway: boolean) => string;
  readonly button: (concern: Concern) => string;
  readonly command?: Command;
  /** beyond so many they become one item */
  readonly several?: {
    readonly beyond: number;
    readonly to: string;
    say(count: number, wasSo: boolean): string;
    readonly button: string;
  };
};

/** `wasSo`: nobody hears it now, so it may have changed since. */
const said = (wasSo: boolean, now: string, then: string) => (wasSo ? `${then} when last heard` : now);

const look = ({ name }: Concern) => `Look at ${spokenName(name)}`;

/** What can be done about each concern. Nobody can shut a window from here, so an open one is in the verdict only. */
const rules: { readonly [K in ConcernKind]?: Rule } = {
  smoke: {
    icon: 'smoke',
    tone: 'critical',
    isDanger: true,
    sentence: ({ name, stale }) =>
      `${spokenName(name)} ${said(stale, 'reports smoke', 'reported smoke')}. Get everybody out, and call the fire brigade.`,
    button: look,
  },
  'carbon-monoxide': {
    icon: 'smoke',
    tone: 'critical',
    isDanger: true,
    sentence: ({ name, stale }) =>
      `${spokenName(name)} ${said(stale, 'reports carbon monoxide', 'reported carbon monoxide')}. Open the windows and leave.`,
    button: look,
  },
  gas: {
    icon: 'smoke',
    tone: 'critical',
    isDanger: true,
    sentence: ({ name, stale }) =>
      `${spokenName(name)} ${said(stale, 'reports gas', 'reported gas')}. Touch no switch, open the windows and leave.`,
    button: look,
  },
  leak: {
    icon: 'drop',
    tone: 'critical',
    isDanger: true,
    sentence: ({ name, stale }) => `${spokenName(name)} ${said(stale, 'reports water', 'reported water')}.`,
    button: look,
  },
  alarm: {
    icon: 'shield',
    tone: 'critical',
    isDanger: true,
    sentence: ({ name, stale }) => `${spokenName(name)} ${said(stale, 'is going off', 'was going off')}.`,
    button: look,
  },
  siren: {
    icon: 'siren',
    tone: 'critical',
    sentence: ({ name, stale }) => `${spokenName(name)} ${said(stale, 'is sounding', 'was sounding')}.`,
    button: ({ name }) => `Silence ${spokenName(name)}`,
    command: { type: 'siren', sounding: false },
  },
  jammed: {
    icon: 'jammed',
    tone: 'critical',
    sentence: ({ name, stale }) =>
      stale
        ? `The bolt of ${spokenPlace(name)} had not reached its end when last heard.`
        : 'The bolt did not reach its end. Check that the door is fully closed, then try again.',
    button: ({ name }) => `Lock ${spokenPlace(name)}`,
    command: { type: 'lock' },
  },
  tamper: {
    icon: 'shield',
    tone: 'critical',
    sentence: ({ name, stale }) =>
      `${spokenName(name)} ${said(stale, 'says that its case was opened or moved', 'said that its case was opened or moved')}.`,
    button: look,
  },
  unlocked: {
    icon: 'unlocked',
    tone: 'warning',
    sentence: ({ name, stale }) => `${spokenPlace(name)} ${said(stale, 'is unlocked', 'was unlocked')}.`,
    button: ({ name }) => `Lock ${spokenPlace(name)}`,
    command: { type: 'lock' },
  },
  'bridge-offline': {
    icon: 'hub',
    tone: 'warning',
    sentence: ({ name }, isAway) =>
      `${spokenName(name)} ${said(isAway, 'is offline', 'was offline')}. Check that the computer it runs on has power and network.`,
    button: look,
  },
  'lock-untold': {
    icon: 'question',
    tone: 'info',
    sentence: ({ name }) => `Nobody knows yet whether ${spokenPlace(name)} is locked.`,
    button: look,
    several: {
      beyond: 2,
      to: `${paths.devices}?filter=lock+not+reported`,
      say: (count) => `Nobody knows yet whether ${count} locks are locked.`,
      button: 'Show which locks',
    },
  },
  offline: {
    icon: 'offline',
    tone: 'warning',
    sentence: ({ name }, isAway) =>
      `${spokenName(name)} ${said(isAway, 'is not there', 'was not there')}. Its battery may be empty, or it is out of reach.`,
    button: look,
    several: {
      beyond: 2,
      to: `${paths.devices}?filter=offline`,
      say: (count, wasSo) =>
        `${count} devices ${said(wasSo, 'are offline', 'were offline')}. Batteries may be empty, or a repeater lost its power.`,
      button: 'Show what is offline',
    },
  },
  'battery-low': {
    icon: 'battery-low',
    tone: 'warning',
    sentence: ({ name, stale }) => `The battery of ${spokenName(name)} ${said(stale, 'is low', 'was low')}.`,
    button: ({ name }) => `Look at the battery of ${spokenName(name)}`,
    several: {
      beyond: 2,
      to: `${paths.devices}?sort=battery`,
      say: (count, wasSo) => `${count} batteries ${said(wasSo, 'are low', 'were low')}.`,
      button: 'Show which batteries',
    },
  },
  'keypad-battery-low': batteryOf('keypad'),
  'door-sensor-battery-low': batteryOf('door sensor'),
  'secret-exposed': {
    icon: 'keypad',
    tone: 'warning',
    sentence: ({ name }) => `${spokenName(name)} publishes a secret that everybody on the broker can read.`,
    button: ({ name }) => `See what ${spokenName(name)} gives away`,
  },
};

/** A part of a lock that cannot say itself that its battery is low. */
function batteryOf(part: string): Rule {
  return {
    icon: 'battery-low',
    tone: 'warning',
    sentence: ({ name, stale }) =>
      `The battery in the ${part} of ${spokenName(name)} ${said(stale, 'is low', 'was low')}.`,
    button: ({ name }) => `Look at the batteries of ${spokenName(name)}`,
  };
}

/**
 * What a person should do next, the most urgent first. `withheld` counts what the broker kept back; while the page is
 * still listening (`settled` false), what was not told yet is no task. While the home is not heard (`isAway`), nothing is said to be so now.
 */
export function todosOf(
  all: readonly Concern[],
  withheld: number,
  { settled, isAway = false }: { readonly settled: boolean; readonly isAway?: boolean },
): readonly Todo[] {
  const concerns = settled ? all : all.filter(({ kind }) => kind !== 'lock-untold');
  const todos: Todo[] = [];
  const counts = new Map<ConcernKind, number>();
  for (const { kind } of concerns) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const summedUp = new Set<ConcernKind>();
  for (const concern of concerns) {
    const { kind } = concern;
    const rule = rules[kind];
    if (rule === undefined || summedUp.has(kind)) continue;
    const count = counts.get(kind) ?? 0;
    if (rule.several === undefined || count <= rule.several.beyond) {
      todos.push(todoOf(concern, rule, isAway));
      continue;
    }
    summedUp.add(kind);
    const { say, button, to } = rule.several;
    todos.push({
      id: kind,
      icon: rule.icon,
      tone: rule.tone,
      sentence: say(count, isAway),
      button,
      step: { type: 'show', to },
    });
  }
  return withheld === 0 ? todos : [...todos, withheldTodo(withheld)];
}

function todoOf(concern: Concern, { icon, tone, isDanger, sentence, button, command }: Rule, isAway: boolean): Todo {
  const { device, kind, stale } = concern;
  const doable = command !== undefined && !stale;
  return {
    id: `${kind} ${device}`,
    icon,
    tone,
    ...(isDanger && { isDanger }),
    sentence: startSentence(sentence({ ...concern, stale: stale || isAway }, isAway)),
    button: startSentence(command === undefined || doable ? button(concern) : look(concern)),
    step: doable ? { type: 'command', device, command } : { type: 'show', to: paths.device(device) },
  };
}

function withheldTodo(count: number): Todo {
  return {
    id: 'withheld',
    icon: 'info',
    tone: 'info',
    sentence: `The broker withheld ${count === 1 ? 'one thing' : `${count} things`} of your home.`,
    button: 'Show what was withheld',
    step: { type: 'show', to: paths.devices },
  };
}
