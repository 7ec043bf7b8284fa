import type { AlarmState } from '@/core/state';

import { openEar, stateOptions, type Ear, type Workbench } from './ear';
import { isUntold, wordIn } from './words';

const alarmStates: ReadonlySet<string> = new Set<AlarmState>([
  'disarmed',
  'armed_home',
  'armed_away',
  'armed_night',
  'armed_vacation',
  'armed_custom_bypass',
  'pending',
  'arming',
  'disarming',
  'triggered',
]);

/** An alarm panel (home-assistant.io/integrations/alarm_control_panel.mqtt): its states have fixed names. */
export function alarmEars(bench: Workbench): readonly Ear[] {
  return openEar(bench, 'alarm', stateOptions, (value) => {
    const word = wordIn(value);
    if (isUntold(value)) return { type: 'untold', key: 'alarm' };
    if (word === null) return null;
    if (!alarmStates.has(word)) return { type: 'unclear', reason: 'An alarm panel says a state that there is not' };
    return { type: 'state', state: { alarm: word as AlarmState } }; // one of the set
  });
}
