import type { Command } from './command';
import { isCutOff } from './describe';
import type { Device } from './device';
import type { Capability } from './observation';
import type { State } from './state';

type CommandType = Exclude<Command['type'], 'refresh'>;

/** What each command needs of a device, and the state in which it would change nothing. */
const rules: { readonly [T in CommandType]: Rule<Extract<Command, { type: T }>> } = {
  lock: { needs: 'lock', aim: () => ({ lock: 'locked' }), already: 'It is locked already.' },
  unlock: { needs: 'lock', aim: () => ({ lock: 'unlocked' }), already: 'It is unlocked already.' },
  switch: { needs: 'switch', aim: ({ on }) => ({ switch: on ? 'on' : 'off' }), already: 'It is so already.' },
  siren: {
    needs: 'siren',
    aim: ({ sounding }) => ({ siren: sounding ? 'sounding' : 'silent' }),
    already: 'It is so already.',
  },
  'check-for-update': { needs: 'firmware-check' },
  update: { needs: 'firmware-update' },
  'schedule-update': { needs: 'firmware-schedule' },
  'call-off-update': { needs: 'firmware-schedule' },
  'take-picture': { needs: 'camera' },
  privacy: { needs: 'privacy', aim: ({ on }) => ({ privacy: on ? 'on' : 'off' }), already: 'It is so already.' },
};
/** What of its state shows that a device did what it was asked. */
export type AimKey = 'lock' | 'switch' | 'siren' | 'privacy';
type Rule<C extends Command> = {
  readonly needs: Capability;
  /** the state that shows that it was done; absent: no state does */
  readonly aim?: (command: C) => Pick<State, AimKey>;
  readonly already?: string;
};

/** `deviceCan.unlock(device)`: does the device know this command at all? The page asks this, never which brand it is. */
export const deviceCan = Object.fromEntries(
  Object.entries(rules).map(([type, { needs }]) => [type, (device: Device) => device.capabilities.includes(needs)]),
) as Readonly<Record<CommandType, (device: Device) => boolean>>; // made from each rule

/** The state by which the device shows that it did what `command` asks. */
export function aimOf(command: Command): Pick<State, AimKey> {
  if (command.type === 'refresh') return {};
  return (rules[command.type] as Rule<Command>).aim?.(command) ?? {}; // the rule of its own type
}

/** Why `command` makes no sense for `device` now, as a sentence; null: it does. */
export function reasonAgainst(device: Device, command: Command): string | null {
  if (command.type === 'refresh') return null;
  const rule = rules[command.type];
  if (!device.capabilities.includes(rule.needs)) return 'This device does not know that command.';
  if (device.disabled) return 'It is switched off in its bridge.';
  if (rule.needs === 'lock' && needsCode(device))
    return 'It moves only with a code, which is not sent from here: use its keypad, or Home Assistant.';
  if (isCutOff(device)) return 'Its bridge is offline, so no command would reach it.';
  return rule.already !== undefined && isAlready(device, command) ? rule.already : null;
}

/** Another voice may take the command without one. */
function needsCode({ capabilities, voices }: Device): boolean {
  return voices.length === 1 && capabilities.includes('bolt-needs-code');
}

/** As far as can be known now: of one that went nobody can tell, and asking again does no harm. */
function isAlready(device: Device, command: Command): boolean {
  return device.reachability !== 'offline' && saidSo(device, command);
}

/** Heard live that it is as `command` asks. What the broker remembers may be old. */
export function saidSo(device: Device, command: Command): boolean {
  return Object.entries(aimOf(command)).every(([key, value]) => {
    const told = device.state[key as AimKey]; // the keys of an aim
    return told !== undefined && told.value === value && !told.retained;
  });
}
