import type { AlertClass } from '@/core/alert';

import { cameraHappenings } from './cameras';
import { firmwareHappenings } from './firmwares';
import type { Happening } from './happening';
import { lockHappenings } from './locks';
import { newcomerHappenings } from './newcomers';
import { reachHappenings } from './reach';
import { sensorHappenings } from './sensors';
import { wireHappenings } from './wire';

/** Everything that may befall a home of the suite. */
export const happenings: readonly Happening[] = [
  ...lockHappenings,
  ...sensorHappenings,
  ...reachHappenings,
  ...newcomerHappenings,
  ...firmwareHappenings,
  ...cameraHappenings,
  ...wireHappenings,
];

/** Classes that no message of a device shows, and where they are shown instead. */
export const elsewhere: Readonly<Partial<Record<AlertClass, string>>> = {
  account_changed: 'a look at the accounts: src/session/access',
  credential_overdue: 'a look at the accounts: src/session/access',
  policy_violation: 'a look at the accounts: src/session/access',
  access_denied: 'debug logs and a look at the accounts: src/session/access',
  broker_lost: 'the connection itself: e2e, broker-lost',
  certificate_expiring: 'certificates: src/detection/certificate-expiring.test.ts',
  certificate_changed: 'signatures: with the verifying stage',
  bad_signature: 'signatures: with the verifying stage',
  replay: 'signatures: with the verifying stage',
  secret_exposed: 'told once for each place where one stands: src/detection/happenings.test.ts',
  update_failed: 'updates that were asked for from a page: src/detection/happenings.test.ts',
  value_stuck: 'the simulated home’s own readings never stand still for long',
  command_unusual: 'with lock_odd_hours',
};
