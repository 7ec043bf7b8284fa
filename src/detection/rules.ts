import { badSignature } from './bad-signature';
import { batteryLow } from './battery-low';
import { certificateChanged } from './certificate-changed';
import { certificateExpiring } from './certificate-expiring';
import { firmwareDowngrade, type CompareVersions } from './firmware-downgrade';
import { jamming } from './jamming';
import { lockJammed } from './lock-jammed';
import { offline } from './offline';
import { openOutages } from './outages';
import { pinBruteforce } from './pin-bruteforce';
import { replay } from './replay';
import type { Rule, RuleContext } from './rule';
import { safety } from './safety';
import { secretExposed } from './secret-exposed';
import { tamper } from './tamper';
import { unknownDevice } from './unknown-device';
import { updateFailed } from './update-failed';

/** Every rule, in the order in which they look: `jamming` before `offline`, which asks what it found. */
export function rulesOf(compareVersions: CompareVersions): (context: RuleContext) => readonly Rule[] {
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
      badSignature(context),
      replay(context),
      certificateChanged(context),
      certificateExpiring(context),
      batteryLow(context),
    ];
  };
}
