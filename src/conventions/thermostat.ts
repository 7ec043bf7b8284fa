import { thermostatActions, thermostatModes, type ThermostatAction, type ThermostatMode } from '@/core/state';

/** The modes of a thermostat in the words of Home Assistant, which ESPHome and Zigbee2MQTT write too. */
export const modeOfWord: ReadonlyMap<string, ThermostatMode> = new Map(thermostatModes.map((mode) => [mode, mode]));

/** What a thermostat does, likewise; Zigbee2MQTT says `heat` and `cool` for it. */
export const actionOfWord: ReadonlyMap<string, ThermostatAction> = new Map<string, ThermostatAction>([
  ...thermostatActions.map((action) => [action, action] as const),
  ['heat', 'heating'],
  ['preheating', 'heating'],
  ['cool', 'cooling'],
  ['fan_only', 'fan'],
]);
