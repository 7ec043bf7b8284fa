import { deadBattery } from './dead-battery';
import { firmwareDowngrade } from './firmware-downgrade';
import { guestTypos } from './guest-typos';
import { invitedDevice } from './invited-device';
import { jamming } from './jamming';
import { pinBruteforce } from './pin-bruteforce';
import { powerCut } from './power-cut';
import { ringStory } from './ring-story';
import { rogueDevice } from './rogue-device';
import type { Scenario } from './scenario';

/** Every scenario, those that want an alert first; their names are what `--scenario` takes. */
export const scenarios: readonly Scenario[] = [
  pinBruteforce,
  ringStory,
  rogueDevice,
  firmwareDowngrade,
  deadBattery,
  jamming,
  guestTypos,
  invitedDevice,
  powerCut,
];

export function scenarioOf(name: string): Scenario | null {
  return scenarios.find((scenario) => scenario.name === name) ?? null;
}
