import type { MadeCondition } from '@/session/protocol';
import type { Choice } from '@/ui/select-field';

/** A rule as somebody puts it together. `of`: every device, `kind lock`, or `name Front door` */
export type RuleDraft = {
  readonly is: MadeCondition['is'];
  readonly of: string;
  readonly role: Extract<MadeCondition, { readonly is: 'commands' }>['role'];
  /** as it is typed */
  readonly days: string;
};

export const firstDraft: RuleDraft = { is: 'commands', of: 'kind camera', role: 'guest', days: '90' };

export const conditions: readonly Choice<RuleDraft['is']>[] = [
  { value: 'commands', label: 'may be commanded by' },
  { value: 'attacked-firmware', label: 'runs a firmware with a known hole' },
  { value: 'failed-signature', label: 'fails a signature' },
  { value: 'old-login', label: 'has a log-in that is older than' },
  { value: 'in-clear', label: 'speaks to the broker in clear' },
];

export const roles: readonly Choice<RuleDraft['role']>[] = [
  { value: 'guest', label: 'Guests' },
  { value: 'installer', label: 'Installers' },
  { value: 'watcher', label: 'Watchers' },
  { value: 'member', label: 'Members' },
  { value: 'owner', label: 'Owners' },
];

const kinds = {
  camera: 'A camera',
  doorbell: 'A doorbell',
  lock: 'A lock',
  sensor: 'A sensor',
  alarm: 'An alarm panel',
  siren: 'A siren',
  plug: 'A plug',
  light: 'A light',
  cover: 'A cover',
  climate: 'A climate device',
  hub: 'A bridge',
  other: 'Another device',
} as const satisfies Readonly<Record<MadeCondition['of']['kinds'][number], string>>;

const every = 'every';

/** What a rule can be about: all of them, a kind, one by its name. */
export function devicesToChoose(names: readonly string[]): readonly Choice<string>[] {
  return [
    { value: every, label: 'Any device' },
    ...Object.entries(kinds).map(([kind, label]) => ({ value: `kind ${kind}`, label })),
    ...names.map((name) => ({ value: `name ${name}`, label: `“${name}”` })),
  ];
}

/** null: what was typed is no number of days. */
export function conditionOf({ is, of: chosen, role, days: typed }: RuleDraft): MadeCondition | null {
  const of = choiceOf(chosen);
  if (is === 'commands') return { is, of, role };
  if (is !== 'old-login') return { is, of };
  const days = /^\d{1,4}$/.test(typed.trim()) ? Number(typed) : 0;
  return days >= 1 && days <= 3650 ? { is, of, days } : null;
}

function choiceOf(chosen: string): MadeCondition['of'] {
  if (chosen.startsWith('name ')) return { kinds: [], name: chosen.slice('name '.length) };
  const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find((one) => chosen === `kind ${one}`); // its own keys
  return { kinds: kind === undefined ? [] : [kind], name: null };
}
