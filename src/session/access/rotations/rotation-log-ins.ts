import { logInsTopic, openSeenLogIns, type SeenLogIns } from '@/credentials/authority/seen-log-ins';

import type { Office } from '../admin';

export type LogIns = { readonly seen: SeenLogIns; stop(): void };

/** Who logs in while an administrator is in. Where the broker says it, that is a proof that no device can forge. */
export function watchLogIns(office: Office, onLogIn: () => void): LogIns {
  const seen = openSeenLogIns();
  const hear = () => void office.broker.subscribe([logInsTopic]);
  const stops = [
    office.onMessage((message) => {
      seen.hear(message);
      if (message.topic === logInsTopic) onLogIn();
    }),
    office.onLink((connected) => {
      seen.clear(); // lines that were missed may have told otherwise
      if (connected) hear();
    }),
  ];
  hear();
  return { seen, stop: () => stops.forEach((stop) => stop()) };
}
