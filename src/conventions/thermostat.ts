import type { ThermostatAction, ThermostatMode } from '@/core/state';

/** The modes of a thermostat in the words of Home Assistant, which ESPHome and Zigbee2MQTT write too. */
export const thermostatModes: ReadonlyMap<string, ThermostatMode> = new Map(
  (['off', 'heat', 'cool', 'heat_cool', 'auto', 'dry', 'fan_only'] as const).map((mode) => [mode, mode]),
);

/** What a thermostat does, likewise; Zigbee2MQTT says `heat` and `cool` for it. */
export const thermostatActions: ReadonlyMap<string, ThermostatAction> = new Map<string, ThermostatAction>([
  ['off', 'off'],
  ['idle', 'idle'],
  ['heating', 'heating'],
  ['heat', 'heating'],
  ['preheating', 'heating'],
  ['cooling', 'cooling'],
  ['cool', 'cooling'],
  ['drying', 'drying'],
  ['fan', 'fan'],
  ['fan_only', 'fan'],
]);
