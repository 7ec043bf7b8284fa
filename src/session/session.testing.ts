import { openPassingCertificateStore } from '@/history/certificate-store';
import { openPassingMemory } from '@/history/device-memory';
import { openPassingMappings } from '@/history/mapping-memory';
import { openPassingUpdateMemory } from '@/history/update-memory';
import { openPassingShelf } from '@/history/vault-shelf';

import { conventions } from './conventions';
import { openSession, type Session, type SessionOptions } from './session';

/** A session of a test: a mere listener that asks nobody, shares nothing and remembers nothing, unless told otherwise. */
export function openTestSession(options: Partial<SessionOptions> = {}): Session {
  return openSession({
    conventions,
    clock: Date.now,
    random: Math.random,
    askForStates: false,
    shareAlerts: false,
    memory: openPassingMemory(),
    certificateStore: openPassingCertificateStore(),
    mappingMemory: openPassingMappings(),
    vaultShelf: openPassingShelf(),
    updateMemory: openPassingUpdateMemory(),
    ...options,
  });
}
