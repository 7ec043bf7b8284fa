/**
 * The words in which Zigbee2MQTT describes what a device can tell and do (zigbee2mqtt.io/guide/usage/exposes.html).
 * Access: 1 it is published, 2 it can be set, 4 it can be asked for.
 */
export type Expose = Readonly<Record<string, unknown>>;

const words = (name: string) => name.replaceAll('_', ' ').replace(/^./, (first) => first.toUpperCase());

export function binary(name: string, on: unknown, off: unknown, description: string, access = 1): Expose {
  return {
    access,
    description,
    label: words(name),
    name,
    property: name,
    type: 'binary',
    value_off: off,
    value_on: on,
  };
}

export function numeric(name: string, unit: string | null, description: string, more: Expose = {}): Expose {
  const base = { access: 1, description, label: words(name), name, property: name, type: 'numeric' };
  return { ...base, ...(unit !== null && { unit }), ...more };
}

export function choice(name: string, values: readonly string[], description: string, access = 1): Expose {
  return { access, description, label: words(name), name, property: name, type: 'enum', values };
}

export const battery = numeric('battery', '%', 'Remaining battery in %', {
  access: 5,
  category: 'diagnostic',
  value_max: 100,
  value_min: 0,
});
export const batteryLow = { ...binary('battery_low', true, false, 'Empty battery indicator'), category: 'diagnostic' };
export const voltage = numeric('voltage', 'mV', 'Reported battery voltage in millivolts', { category: 'diagnostic' });
export const linkQuality = numeric('linkquality', 'lqi', 'Link quality (signal strength)', {
  category: 'diagnostic',
  value_max: 255,
  value_min: 0,
});
export const tamper = binary('tamper', true, false, 'Indicates whether the device is tampered');

export const bolt: Expose = {
  features: [
    { ...binary('state', 'LOCK', 'UNLOCK', 'State of the lock', 7) },
    choice('lock_state', ['not_fully_locked', 'locked', 'unlocked'], 'Actual state of the lock'),
  ],
  label: 'Lock',
  type: 'lock',
};

export const relay: Expose = {
  features: [{ ...binary('state', 'ON', 'OFF', 'On/off state of the switch', 7), value_toggle: 'TOGGLE' }],
  type: 'switch',
};

export const pinCode: Expose = {
  access: 7,
  description: 'Pincode to set, set pincode to blank to clear it',
  features: [
    numeric('user', null, 'User ID to set or clear the pincode for', { access: 2 }),
    choice(
      'user_type',
      ['unrestricted', 'year_day_schedule', 'week_day_schedule', 'master', 'non_access'],
      'Type of user',
      2,
    ),
    binary('user_enabled', true, false, 'Whether the user is enabled or disabled', 2),
    { ...numeric('pin_code', null, 'Pincode to set', { access: 2 }) },
  ],
  label: 'Pin code',
  name: 'pin_code',
  property: 'pin_code',
  type: 'composite',
};

export const warning: Expose = {
  access: 2,
  features: [
    choice(
      'mode',
      ['stop', 'burglar', 'fire', 'emergency', 'police_panic', 'fire_panic', 'emergency_panic'],
      'Mode of the warning',
      2,
    ),
    choice('level', ['low', 'medium', 'high', 'very_high'], 'Sound level', 2),
    binary('strobe', true, false, 'Turn on or off the strobe (light) during warning', 2),
    numeric('duration', 's', 'Duration in seconds of the alarm', { access: 2 }),
  ],
  label: 'Warning',
  name: 'warning',
  property: 'warning',
  type: 'composite',
};
