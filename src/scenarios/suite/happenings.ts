import type { AlertClass } from '@/core/alert';

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
import { secretHappenings } from './secrets';
import { sensorHappenings } from './sensors';
import { signingHappenings } from './signing-camera';
import { wireHappenings } from './wire';

/** Everything that may befall a home of the suite. */
export const happenings: readonly Happening[] = [
  ...lockHappenings,
  ...doorHappenings,
  ...orderHappenings,
  ...sensorHappenings,
  ...payloadHappenings,
  ...reachHappenings,
  ...newcomerHappenings,
  ...firmwareHappenings,
  ...cameraHappenings,
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

/** Classes that no message of a device shows, and where they are shown instead. */
export const elsewhere: Readonly<Partial<Record<AlertClass, string>>> = {
  credential_overdue:
    'ages of passwords and codes that were written down: src/credentials/alerts/credential-overdue.test.ts',
  policy_violation: 'rules of a home, held against its accounts: src/credentials/alerts/policy-violation.test.ts',
};
