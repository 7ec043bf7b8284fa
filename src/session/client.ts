import type { Intent } from '@/core/command';
import type { DeviceId } from '@/core/device';
import type { Batch, HealthPoint } from '@/core/feed';

import type { BridgeHealth, CommandResult, Login } from './protocol';

/** The page's only door to the session. Every promise settles; a lost worker rejects with `SessionLostError`. */
export type SessionClient = {
  connect(login: Login): void;
  disconnect(): void;
  /** the device whose messages should be in the batches; null: none */
  watch(device: DeviceId | null): void;
  command(intent: Intent): Promise<CommandResult>;
  bridgeHealth(device: DeviceId): Promise<BridgeHealth>;
  healthSeries(device: DeviceId): Promise<readonly HealthPoint[]>;
  /** at most one batch a frame; returns its undo */
  onBatch(listener: (batch: Batch) => void): () => void;
  close(): void;
};
