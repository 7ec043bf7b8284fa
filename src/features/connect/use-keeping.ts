import { useCallback, useRef, useState } from 'react';

import type { VaultRefusal } from '@/core/log-ins/vault';
import { useSessionClient } from '@/session/client-context';
import { useVault } from '@/store/home-hooks';

/** Keeping the password in the vault: opened before the connection is tried, written when the broker took the log-in. */
export type Keeping = {
  readonly passphrase: string;
  setPassphrase(passphrase: string): void;
  /** why the vault did not open, or did not keep it */
  readonly refusal: VaultRefusal | null;
  /** resolves with false when the person has to look at the form again */
  prepare(wanted: boolean): Promise<boolean>;
  /** the broker has taken the log-in; false: it could not be kept */
  keep(): Promise<boolean>;
};

export function useKeeping(): Keeping {
  const client = useSessionClient();
  const vault = useVault();
  const [passphrase, setPassphrase] = useState('');
  const [refusal, setRefusal] = useState<VaultRefusal | null>(null);
  const isWanted = useRef(false);

  const keep = useCallback(async () => {
    if (!isWanted.current) return true;
    isWanted.current = false;
    const answer = await client.askVault('keepLogin', {});
    setRefusal(answer.outcome === 'refused' ? answer.reason : null);
    return answer.outcome === 'done';
  }, [client]);

  const prepare = async (wanted: boolean) => {
    setRefusal(null);
    isWanted.current = wanted && (vault.status === 'open' || passphrase !== '');
    if (!isWanted.current || vault.status === 'open') return true;
    const answer = await client.askVault('openVault', { passphrase, create: true });
    if (answer.outcome === 'refused') {
      setRefusal(answer.reason);
      return false;
    }
    setPassphrase('');
    return true;
  };

  return { passphrase, setPassphrase, refusal, prepare, keep };
}
