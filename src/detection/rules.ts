import { accessDenied } from './access-denied';
import { accountChanged } from './account-changed';
import { alarmTriggered } from './alarm-triggered';
import { availabilityFlap } from './availability-flap';
import { badSignature } from './bad-signature';
import { batteryLow } from './battery-low';
import { brokerLost } from './broker-lost';
import { cameraFrozen } from './camera-frozen';
import { cameraMoved } from './camera-moved';
import { cameraTalk } from './camera-talk';
import { cameraViewer } from './camera-viewer';
import { certificateChanged } from './certificate-changed';
import { certificateExpiring } from './certificate-expiring';
import { clientTakeover } from './client-takeover';
import { openClients } from './clients';
import { firmwareChanged } from './firmware-changed';
import { firmwareDowngrade, type CompareVersions } from './firmware-downgrade';
import { glassBreaks } from './glass-broke';
import { helpWasCalled } from './help-called';
import { impossibleValue } from './impossible-value';
import { jamming } from './jamming';
import { openLocalTime, type LocalTime } from './learned/local-time';
import { limitExceeded } from './limit-exceeded';
import { lockJammed } from './lock-jammed';
import { loginBruteforce } from './login-bruteforce';
import { lookAlike } from './look-alike';
import { messageFlood } from './message-flood';
import { offline } from './offline';
import { openOutages } from './outages';
import { pinBruteforce } from './pin-bruteforce';
import { replay } from './replay';
import { retainedCommand } from './retained-command';
import type { Rule, RuleContext } from './rule';
import { safety } from './safety';
import { secretExposed } from './secret-exposed';
import { speaksWhileAway } from './speaks-while-away';
import { stolenLogIn } from './stolen-log-in';
import { openStrangeLogIns, withLogIns, type StrangeLogIns } from './strange-log-ins';
import { tamper } from './tamper';
import { topicScan } from './topic-scan';
import { twoSpeakers } from './two-speakers';
import { unknownDevice } from './unknown-device';
import { unlistedLogIn } from './unlisted-log-in';
import { updateFailed } from './update-failed';
import { withVouched } from './vouched';

/** Made elsewhere, because it has a memory and is loaded when it is needed. */
export type OpenRule = (context: RuleContext) => Rule;

/** Every rule, in the order in which they look: `jamming` before `offline`, which asks what it found. `localTime`: by the clocks of the home. */
export function rulesOf(
  compareVersions: CompareVersions,
  learned?: OpenRule,
  localTime: (at: number) => LocalTime = openLocalTime(),
): (context: RuleContext) => readonly Rule[] {
  return (given) => {
    const { context, rule: vouched } = withVouched(given);
    const outages = openOutages();
    const away = offline(context, outages);
    const logIns = openStrangeLogIns(context.counts);
    const atCamera = withLogIns(context, logIns);
    return [
      vouched,
      ...safety(context),
      alarmTriggered(context),
      helpWasCalled(context),
      glassBreaks(context),
      tamper(context),
      lockJammed(context),
      pinBruteforce(context),
      jamming(context, outages, away),
      away,
      unknownDevice(context),
      lookAlike(context),
      firmwareDowngrade(context, compareVersions),
      firmwareChanged(context, compareVersions),
      updateFailed(context),
      secretExposed(context),
      badSignature(context),
      replay(context),
      certificateChanged(context),
      certificateExpiring(context),
      batteryLow(context),
      availabilityFlap(context),
      messageFlood(context),
      cameraViewer(atCamera, localTime),
      cameraTalk(atCamera, localTime),
      cameraMoved(atCamera, localTime),
      cameraFrozen(context),
      ...spoofedMessage(context),
      ...atTheBroker(context, logIns),
      ...(learned === undefined ? [] : [learned(context)]),
    ];
  };
}

/** What contradicts itself: who it was MQTT does not tell. */
function spoofedMessage(context: RuleContext): readonly Rule[] {
  return [speaksWhileAway(context), impossibleValue(context), twoSpeakers(context)];
}

/** What no device tells of itself: the broker, its log, and our own connection do. */
function atTheBroker(context: RuleContext, logIns: StrangeLogIns): readonly Rule[] {
  const clients = openClients(context.counts);
  return [
    clients,
    retainedCommand(context),
    limitExceeded(context),
    brokerLost(context),
    loginBruteforce(context),
    clientTakeover(context, clients),
    topicScan(context, clients),
    accessDenied(context, clients),
    accountChanged(context, clients),
    stolenLogIn(context, logIns),
    unlistedLogIn(context),
  ];
}
