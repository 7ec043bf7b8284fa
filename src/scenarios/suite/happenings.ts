import type { AlertClass } from '@/core/alerts/alert';

import { alarmHappenings } from './alarms';
import { batteryHappenings } from './batteries';
import { brokerHappenings } from './broker';
import { cameraHappenings } from './cameras';
import { doorHappenings } from './doors';
import { firmwareHappenings } from './firmwares';
import type { Happening } from './happening';
import { lockHappenings } from './locks';
import { newcomerHappenings } from './newcomers';
import { orderHappenings } from './orders';
import { payloadHappenings } from './payloads';
import { reachHappenings } from './reach';
import { readingHappenings } from './readings';
import { secretHappenings } from './secrets';
import { sensorHappenings } from './sensors';
import { signingHappenings } from './signing-camera';
import { streamHappenings } from './streams';
import { wireHappenings } from './wire';

/** Everything that may befall a home of the suite. */
export const happenings: readonly Happening[] = [
  ...lockHappenings,
  ...doorHappenings,
  ...orderHappenings,
  ...sensorHappenings,
  ...alarmHappenings,
  ...batteryHappenings,
  ...readingHappenings,
  ...payloadHappenings,
  ...reachHappenings,
  ...newcomerHappenings,
  ...firmwareHappenings,
  ...cameraHappenings,
  ...streamHappenings,
  ...signingHappenings,
  ...secretHappenings,
  ...wireHappenings,
  ...brokerHappenings,
];

/** What has to learn first what is usual in a home. */
export const learnedClasses: ReadonlySet<AlertClass> = new Set([
  'battery_drain',
  'camera_bitrate',
  'command_unusual',
  'lock_odd_hours',
  'payload_bloat',
  'sequence_unusual',
  'value_drift',
  'value_jump',
  'value_stuck',
]);

/** Only who has learned what is usual in the home can tell it. */
export const needsHabits = ({ class: kind, needsHabits: needs }: Happening): boolean =>
  needs === true || learnedClasses.has(kind);

/** Classes that no message of a device shows, and where they are shown instead. */
export const elsewhere: Readonly<Partial<Record<AlertClass, string>>> = {
  credential_overdue:
    'ages of passwords and codes that were written down: src/credentials/alerts/credential-overdue.test.ts',
  policy_violation: 'rules of a home, held against its accounts: src/credentials/alerts/policy-violation.test.ts',
};

/** Forms of attacks that cannot be told from life by anything on the wire, so that nobody is measured by them. */
export const unseen: Readonly<Partial<Record<AlertClass, string>>> = {
  camera_frozen:
    'an old picture into which a new time is written is another picture: its bytes differ as those of life do',
  client_takeover:
    'whoever takes the place of a client seldom, from its own address and with its own account, is a client on a weak radio',
  joined_while_closed:
    'a device that joins while its owner pairs another one is let in: it is asked for by `unknown_device`',
};
