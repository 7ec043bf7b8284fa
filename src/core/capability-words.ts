import type { Device } from './device';
import type { Capability } from './observation';

/** What a device can do or tell, in words: what can be asked of it from here, and what it tells by itself. */
export type CapabilityWords = {
  readonly does: readonly string[];
  readonly tells: readonly string[];
  /** what it could do, but not from here yet */
  readonly notYet: readonly string[];
};

type Words = { readonly [Part in keyof CapabilityWords]?: string };

const tellsBolt = 'Whether its bolt is out, in or stuck';
const giveCodes = 'Give people codes of their own, and take them back';

/** In the order in which they are told. */
const words: Readonly<Record<Capability, Words>> = {
  lock: { does: 'Lock and unlock', tells: tellsBolt },
  'bolt-needs-code': { notYet: 'Lock and unlock, for each time it wants a code' },
  'alarm-panel': { tells: 'How the alarm is armed, and when it goes off', notYet: 'Arm and disarm the alarm' },
  siren: { does: 'Sound the siren and silence it' },
  camera: { does: 'Take a picture' },
  privacy: { does: 'Look away' },
  doorbell: { tells: 'When somebody rings' },
  switch: { does: 'Switch it on and off' },
  cover: { tells: 'Whether it is open or closed', notYet: 'Open and close it' },
  valve: { tells: 'Whether the valve is open or closed', notYet: 'Open and close the valve' },
  climate: { tells: 'How warm it is there', notYet: 'Set the temperature' },
  contact: { tells: 'Whether a door or window is open' },
  'glass-break': { tells: 'When glass breaks' },
  motion: { tells: 'When something moves' },
  occupancy: { tells: 'Whether somebody is in the room' },
  presence: { tells: 'Whether who carries it is at home' },
  vibration: { tells: 'When it is shaken' },
  sound: { tells: 'When it is loud' },
  smoke: { tells: 'When there is smoke' },
  'carbon-monoxide': { tells: 'When there is carbon monoxide' },
  gas: { tells: 'When there is gas' },
  leak: { tells: 'When there is water where none should be' },
  tamper: { tells: 'When somebody opens its case' },
  keypad: { tells: 'When a code is entered' },
  'pin-codes': { notYet: giveCodes },
  button: { tells: 'When its button is pressed' },
  temperature: { tells: 'The temperature' },
  humidity: { tells: 'The humidity' },
  power: { tells: 'How much power runs through it' },
  battery: { tells: 'How full its battery is' },
  'firmware-check': { does: 'Ask whether there is a newer firmware' },
  'firmware-update': { does: 'Update its firmware' },
  'firmware-source': { tells: 'Where it fetches its firmware from' },
  'firmware-schedule': { does: 'Update its firmware when it wakes up' },
};

/** From what a device can, never from what it is called. Its codes can be changed where its convention tells their places. */
export function capabilityWords({ capabilities, codes }: Pick<Device, 'capabilities' | 'codes'>): CapabilityWords {
  const told = (Object.keys(words) as Capability[]).filter((one) => capabilities.includes(one)); // the keys of `words`
  const wantsCode = capabilities.includes('bolt-needs-code');
  const wordsOf = (one: Capability): Words => {
    if (one === 'lock' && wantsCode) return { tells: tellsBolt };
    return one === 'pin-codes' && codes !== null ? { does: giveCodes } : words[one];
  };
  const part = (name: keyof CapabilityWords) => told.flatMap((one) => wordsOf(one)[name] ?? []);
  return { does: part('does'), tells: part('tells'), notYet: part('notYet') };
}
