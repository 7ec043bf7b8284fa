import type { Broker, Login } from '@/broker/broker';
import type { FirmwareKnowledge } from '@/core/firmware/advisory';
import type { Alert, AlertSignal } from '@/core/alerts/alert';
import type { DeviceId } from '@/core/device';
import type { CertificateStore } from '@/history/certificate-store';
import type { RotationMemory } from '@/history/rotation-memory';

import type { SessionNews } from '../feed';
import type { Pipeline } from '../hearing/pipeline';
import type { Witness } from '../witness/witness';
import type { HeardMessage } from './rules/recorded';

/** What the work on log-ins is given. */
export type AccessParts = {
  readonly pipeline: Pipeline;
  /** listens with the administrator where the day-to-day account may not */
  readonly witness: Pick<Witness, 'begin' | 'stop' | 'ofBroker'>;
  /** the day-to-day connection, which commands the devices */
  readonly broker: () => Broker | null;
  /** it stands at this moment: what is sent arrives at the broker */
  readonly isConnected: () => boolean;
  /** where the administrator logs in too; null: nowhere yet */
  readonly login: () => Login | null;
  readonly clock: () => number;
  readonly random: () => number;
  readonly certificateStore: CertificateStore;
  readonly rotationMemory: RotationMemory;
  /** what wants a person at the moment */
  readonly alerts: () => Iterable<Alert>;
  /** of firmware, as much as was read till now */
  readonly knowledge: () => FirmwareKnowledge;
  readonly signal: (signals: readonly AlertSignal[]) => void;
  /** the last messages of a device, oldest first */
  readonly recent: (device: DeviceId) => readonly HeardMessage[];
  readonly tell: (news: Pick<Partial<SessionNews>, 'admin' | 'rotations' | 'codes'>) => void;
};
