import type { PublishResult } from '@/broker/broker';
import type { Device, DeviceId } from '@/core/device';
import type { Outgoing } from '@/core/message';
import type { CertificateStore } from '@/history/certificate-store';

import type { SignedUpdateQuestions } from './signed-update-questions';

export type SignedUpdateParts = {
  readonly devices: ReadonlyMap<DeviceId, Device>;
  readonly store: CertificateStore;
  /** the address of the broker; null: there is none yet */
  readonly at: () => string | null;
  readonly clock: () => number;
  readonly publish: (outgoing: Outgoing) => Promise<PublishResult>;
};

export type SignedUpdates = {
  readonly answers: {
    readonly [Q in keyof SignedUpdateQuestions]: (
      about: SignedUpdateQuestions[Q]['ask'],
    ) => Promise<SignedUpdateQuestions[Q]['answer']>;
  };
};

/** The door to signed updates: X.509 and all that checks is fetched when somebody brings one. */
export function openSignedUpdates(parts: SignedUpdateParts): SignedUpdates {
  const desk = () => import('./signed-update-desk');
  return {
    answers: {
      checkSignedUpdate: async (about) => (await desk()).check(parts, about),
      offerSignedUpdate: async (about) => (await desk()).offer(parts, about),
    },
  };
}
