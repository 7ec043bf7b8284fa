import { batteryLow } from './battery-low';
import { certificateExpiring } from './certificate-expiring';
import { firmwareDowngrade, type CompareVersions } from './firmware-downgrade';
import { jamming } from './jamming';
import { lockJammed } from './lock-jammed';
import { offline } from './offline';
import { openOutages } from './outages';
import { pinBruteforce } from './pin-bruteforce';
import type { Rule, RuleContext } from './rule';
import { safety } from './safety';
import { secretExposed } from './secret-exposed';
import { tamper } from './tamper';
import { unknownDevice } from './unknown-device';
import { updateFailed } from './update-failed';

/** Made elsewhere, because it has a memory and is loaded when it is needed. */
export type OpenRule = (context: RuleContext) => Rule;

/** Every rule, in the order in which they look: `jamming` before `offline`, which asks what it found. */
export function rulesOf(
  compareVersions: CompareVersions,
  learned?: OpenRule,
): (context: RuleContext) => readonly Rule[] {
  return (context) => {
    const outages = openOutages();
    const away = offline(context, outages);
    return [
      ...safety(context),
      tamper(context),
      lockJammed(context),
      pinBruteforce(context),
      jamming(context, outages, away),
      away,
      unknownDevice(context),
      firmwareDowngrade(context, compareVersions),
      updateFailed(context),
      secretExposed(context),
      certificateExpiring(context),
      batteryLow(context),
      ...(learned === undefined ? [] : [learned(context)]),
    ];
  };
}
