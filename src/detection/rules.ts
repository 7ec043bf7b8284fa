import { accessDenied } from './rules/access-denied';
import { accountChanged } from './rules/account-changed';
import { alarmTriggered } from './rules/alarm-triggered';
import { availabilityFlap } from './rules/availability-flap';
import { badSignature } from './rules/bad-signature';
import { batteryLow, partBatteryLow } from './rules/battery-low';
import { brokerLost } from './rules/broker-lost';
import { cameraFrozen } from './rules/camera-frozen';
import { cameraMoved } from './rules/camera-moved';
import { cameraTalk } from './rules/camera-talk';
import { cameraViewer } from './rules/camera-viewer';
import { certificateChanged } from './rules/certificate-changed';
import { certificateExpiring } from './rules/certificate-expiring';
import { clientTakeover } from './rules/client-takeover';
import { openClients } from './clients';
import { firmwareChanged } from './rules/firmware-changed';
import { firmwareDowngrade, type CompareVersions } from './rules/firmware-downgrade';
import { glassBreaks } from './rules/glass-broke';
import { helpWasCalled } from './rules/help-called';
import { impossibleValue } from './rules/impossible-value';
import { jamming } from './rules/jamming';
import { openLocalTime, type LocalTime } from './learned/local-time';
import { limitExceeded } from './rules/limit-exceeded';
import { lockJammed } from './rules/lock-jammed';
import { loginBruteforce } from './rules/login-bruteforce';
import { lookAlike } from './rules/look-alike';
import { messageFlood } from './rules/message-flood';
import { offline } from './rules/offline';
import { openOutages } from './outages';
import { pinBruteforce } from './rules/pin-bruteforce';
import { replay } from './rules/replay';
import { retainedCommand } from './rules/retained-command';
import type { Rule, RuleContext } from './rule';
import { safety } from './rules/safety';
import { secretExposed } from './rules/secret-exposed';
import { speaksWhileAway } from './rules/speaks-while-away';
import { stolenLogIn } from './rules/stolen-log-in';
import { openStrangeLogIns, withLogIns, type StrangeLogIns } from './strange-log-ins';
import { tamper } from './rules/tamper';
import { topicScan } from './rules/topic-scan';
import { twoSpeakers } from './rules/two-speakers';
import { unknownDevice } from './rules/unknown-device';
import { unlistedLogIn } from './rules/unlisted-log-in';
import { updateFailed } from './rules/update-failed';
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
      partBatteryLow(context, 'keypad'),
      partBatteryLow(context, 'door sensor'),
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
