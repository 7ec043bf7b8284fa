import type { Device } from '@/core/device';
import type { Capability } from '@/core/observation';
import { spokenName } from '@/core/spoken-name';

import { aspect } from '../aspects';
import { openCondition, type Judgement } from '../condition';
import { showDevice } from '../fixes';
import type { Rule, RuleContext } from '../rule';

/** What counts as low, and as full enough again: between them it is as it was, so that 20 and 21 % are one alert. */
const percentOf = { empty: 5, low: 20, fine: 25 } as const;

/** Without these nobody gets in, or nobody is warned. */
const vital: readonly Capability[] = [
  'lock',
  'smoke',
  'carbon-monoxide',
  'gas',
  'leak',
  'siren',
  'keypad',
  'alarm-panel',
];

/**
 * A battery that will be empty soon. A chore for most sensors; for a lock or a smoke detector, and for any device at 5 %,
 * it should be done today. A new battery ends it at once.
 */
export function batteryLow(context: RuleContext): Rule {
  return openCondition(context, {
    classes: ['battery_low'],
    restsOn: aspect.battery,
    looksAt: ({ battery }) => battery,
    judge: ({ after }) => judge(after),
    wellAgain: 'Its battery is good again',
  });
}

/**
 * The battery of a part that speaks through its lock. With an empty keypad a code opens nothing; without its sensor a door says
 * no more whether it is open.
 */
export function partBatteryLow(context: RuleContext, part: 'keypad' | 'door sensor'): Rule {
  const key = part === 'keypad' ? 'keypadBatteryLow' : 'doorSensorBatteryLow';
  return openCondition(context, {
    classes: ['battery_low'],
    suffix: part,
    restsOn: aspect.battery,
    looksAt: ({ state }) => state[key],
    judge: ({ after }) => {
      const low = after.state[key]?.value;
      if (low !== true) return low === false ? 'well' : 'unknown';
      return {
        severity: 'warning',
        title: `The battery in the ${part} of ${spokenName(after.name)} is low`,
        text: `It says that the battery of its ${part} is low`,
        fix: showDevice(after),
      };
    },
    wellAgain: `The battery of its ${part} is good again`,
  });
}

function judge(device: Device): Judgement {
  if (device.battery === null) return 'unknown';
  const { percent, low } = device.battery.value;
  // a device that says "low" is believed before its percentage
  if (low !== true && (percent === null || percent > percentOf.low)) {
    return percent === null || percent >= percentOf.fine ? 'well' : 'unknown';
  }
  const empty = percent !== null && percent <= percentOf.empty;
  const urgent = empty || device.capabilities.some((capability) => vital.includes(capability));
  const level = percent === null ? 'It says that its battery is low' : `Its battery is at ${Math.round(percent)} %`;
  return {
    severity: urgent ? 'warning' : 'info',
    title: `The battery of ${spokenName(device.name)} is ${empty ? 'nearly empty' : 'low'}`,
    text: level,
    fix: showDevice(device),
  };
}
