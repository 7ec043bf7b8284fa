import { alarmStates, type AlarmState } from '@/core/state';

import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import { isUntold, wordIn } from './words';

const panelStates: ReadonlySet<string> = new Set(alarmStates);

/** An alarm panel (home-assistant.io/integrations/alarm_control_panel.mqtt): its states have fixed names. */
export function alarmEars(bench: Workbench): readonly Ear[] {
  return openEar(bench, 'alarm', stateOptions, (value) => {
    const word = wordIn(value);
    if (isUntold(value)) return { type: 'untold', key: 'alarm' };
    if (word === null) return null;
    if (!panelStates.has(word)) return { type: 'unclear', reason: 'An alarm panel says a state that there is not' };
    return { type: 'state', state: { alarm: word as AlarmState } }; // one of the set
  });
}
