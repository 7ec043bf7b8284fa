import type { Device } from '@/core/device';
import { proofWords, reasonWords } from '@/core/proof-words';
import { Age } from '@/ui/age';
import { Notice } from '@/ui/notice';

import styles from './device-page.module.css';

/** Who signed what it says, by what that is known, and how fresh it is. */
export function SignaturesOf({ device }: { readonly device: Device }) {
  const { sentence, isFinding, short } = proofWords(device);
  const { last = null, refused = null } = device.proof?.value ?? {};
  return (
    <>
      {isFinding && (
        <Notice tone="warning" title={`${short}.`}>
          {sentence}
        </Notice>
      )}
      {refused !== null && (
        <Notice
          tone="warning"
          title={refused.count === 1 ? 'One message was refused.' : `${refused.count} messages were refused.`}
        >
          The last one <Age at={refused.at} />. {reasonWords(refused.proof.reason)} Nothing of it was believed.
        </Notice>
      )}
      {!isFinding && <p>{sentence}</p>}
      {last?.key != null && (
        <p className={styles['muted']}>
          Its key: <code className={styles['topic']}>{last.key.slice(0, 12)}</code>
          {last.since !== null && (
            <>
              , first seen here <Age at={last.since} />
            </>
          )}
          .
          {last.signedAt !== null && (
            <>
              {' '}
              Last signed: <Age at={last.signedAt} />, number {last.sequence}.
            </>
          )}
        </p>
      )}
    </>
  );
}
