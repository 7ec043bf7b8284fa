import type { Capability, EventMeaning, Fact } from '@/core/observation';
import type { State } from '@/core/state';

/** A notification variable: its numbers and what they say (Z-Wave, "Notification Command Class, list of assigned Notifications"). */
type Variable = { readonly capability: Capability | null; readonly says: ReadonlyMap<number, Fact> };

function variable(
  capability: Capability | null,
  ...says: readonly (readonly [numbers: readonly number[], Fact])[]
): Variable {
  return {
    capability,
    says: new Map(says.flatMap(([numbers, fact]) => numbers.map((number) => [number, fact] as const))),
  };
}

const is = (state: State): Fact => ({ type: 'state', state });
const door = variable('contact', [[22, 5632, 5633], is({ contact: 'open' })], [[23], is({ contact: 'closed' })]);

const variables: ReadonlyMap<string, Variable> = new Map([
  ['access control/door state', door],
  ['access control/door state simple', door],
  ['access control/lock state', variable('lock', [[11], is({ lock: 'jammed' })])],
  [
    'home security/motion sensor status',
    variable('motion', [[0], is({ motion: false })], [[7, 8], is({ motion: true })]),
  ],
  ['home security/cover status', variable('tamper', [[0], is({ tamper: false })], [[3], is({ tamper: true })])],
  ['smoke alarm/sensor status', variable('smoke', [[0], is({ smoke: false })], [[1, 2], is({ smoke: true })])],
  [
    'co alarm/sensor status',
    variable('carbon-monoxide', [[0], is({ carbonMonoxide: false })], [[1, 2], is({ carbonMonoxide: true })]),
  ],
  ['water alarm/sensor status', variable('leak', [[0], is({ leak: false })], [[1, 2], is({ leak: true })])],
  ['gas alarm/sensor status', variable('gas', [[0], is({ gas: false })], [[1, 2, 3, 4], is({ gas: true })])],
  ['siren/siren status', variable('siren', [[0], is({ siren: 'silent' })], [[1], is({ siren: 'sounding' })])],
  ['power management/battery maintenance status', variable('battery', [[10, 11], { type: 'battery', low: true }])],
]);

/** null: a variable that says nothing Gatehouse knows. */
export function notificationVariable(property: string, key: string | null): Variable | null {
  return variables.get(`${property}/${key ?? ''}`) ?? null;
}

type Event = { readonly text: string; readonly meaning?: EventMeaning };

/** Notifications that happen at a moment; zwave-js-ui publishes them live on a topic with their label. */
const events: ReadonlyMap<string, Event> = new Map([
  ['manual lock operation', { text: 'Locked by hand' }],
  ['manual unlock operation', { text: 'Unlocked by hand' }],
  ['rf lock operation', { text: 'Locked by command' }],
  ['rf unlock operation', { text: 'Unlocked by command' }],
  ['keypad lock operation', { text: 'Locked at the keypad' }],
  ['keypad unlock operation', { text: 'Unlocked at the keypad', meaning: 'right-code' }],
  ['auto lock locked operation', { text: 'Locked by itself' }],
  ['lock jammed', { text: 'The bolt is jammed' }],
  ['all user codes deleted', { text: 'All codes were deleted', meaning: 'code-removed' }],
  ['single user code deleted', { text: 'A code was deleted', meaning: 'code-removed' }],
  ['new user code added', { text: 'A code was added', meaning: 'code-added' }],
  ['new user code not added due to duplicate code', { text: 'A code was refused because it exists already' }],
  ['keypad temporary disabled', { text: 'The keypad was closed after too many wrong codes', meaning: 'keypad-closed' }],
  ['unlock by rf with invalid user code', { text: 'A wrong code was entered to unlock', meaning: 'wrong-code' }],
  ['lock by rf with invalid user code', { text: 'A wrong code was entered to lock', meaning: 'wrong-code' }],
  ['tampering invalid code', { text: 'A wrong code was entered', meaning: 'wrong-code' }],
  ['messaging user code entered via keypad', { text: 'A code was entered at the keypad' }],
]);

/** null: no event of a lock. `user` is the slot of the code, never the code. */
export function notificationEvent(label: string | null, user: number | null): Fact | null {
  const event = label === null ? undefined : events.get(label);
  if (label === null || event === undefined) return null;
  const text = user === null || user <= 0 ? event.text : `${event.text} with the code of user ${user}`;
  return { type: 'event', event: label.replaceAll(' ', '_'), ...event, text };
}
