import type { KeptLogin } from '@/core/log-ins/vault';
import { useVault } from '@/store/home-hooks';
import { KeptLogins, loginWords } from './kept-logins';
import { Unlock } from './unlock';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';

type FromVaultProps = { readonly onConnect: (login: KeptLogin) => void };

/** The log-ins this browser remembers: one press, after they were unlocked. */
export function FromVault({ onConnect }: FromVaultProps) {
  const vault = useVault();
  if (vault.status === 'locked') {
    return (
      <Section
        heading="Your log-ins are locked"
        lead="They are kept on this device, encrypted. Unlock them to connect without typing a password."
      >
        <Unlock passkeys={vault.passkeys} label="Unlock" />
      </Section>
    );
  }
  if (vault.status !== 'open' || vault.logins.length === 0) return null;
  return (
    <Section heading="Your homes" lead="Kept on this device, encrypted. The vault is open now.">
      <KeptLogins
        logins={vault.logins}
        actions={(login) => (
          <Button
            tone="primary"
            size="small"
            label={`Connect to ${loginWords(login)}`}
            onPress={() => onConnect(login)}
          >
            Connect
          </Button>
        )}
      />
    </Section>
  );
}
