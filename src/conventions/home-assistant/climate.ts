import type { State } from '@/core/state';

import { textIn } from '../json';
import { actionOfWord, modeOfWord } from '../thermostat';
import { openEar, type Ear, type Workbench } from './ear';
import { quantityEars } from './sensor';
import { wordIn } from './words';

/** A thermostat (home-assistant.io/integrations/climate.mqtt): how warm it is, what it is set to, and what it does. */
export function climateEars(bench: Workbench): readonly Ear[] {
  const unit = textIn(bench.entity.options['temperature_unit']) === 'F' ? '°F' : '°C';
  return [
    ...quantityEars(bench, 'temperatureC', unit, ['current_temperature_topic', 'current_temperature_template']),
    ...quantityEars(bench, 'targetTemperatureC', unit, ['temperature_state_topic', 'temperature_state_template']),
    ...wordEars(bench, 'thermostatMode', modeOfWord, ['mode_state_topic', 'mode_state_template']),
    ...wordEars(bench, 'thermostatAction', actionOfWord, ['action_topic', 'action_template']),
  ];
}

function wordEars<K extends 'thermostatMode' | 'thermostatAction'>(
  bench: Workbench,
  key: K,
  words: ReadonlyMap<string, NonNullable<State[K]>>,
  options: readonly [topic: string, template: string],
): readonly Ear[] {
  return openEar(bench, key, options, (value) => {
    const told = words.get(wordIn(value) ?? '');
    const state: State = { [key]: told };
    return told === undefined ? null : { type: 'state', state };
  });
}
