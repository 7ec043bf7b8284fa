import { useState } from 'react';

import { autoLockChoices, type VaultState } from '@/core/log-ins/vault';
import { KeptLogins, loginWords } from './kept-logins';
import { canUsePasskeys } from '@/ui/passkey';
import { Unlock } from './unlock';
import { useSessionClient } from '@/session/client-context';
import { useHistoryState, useUnread, useVault } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';
import { SegmentedControl } from '@/ui/segmented-control';

import { AddPasskeyDialog, ChangePassphraseDialog } from './vault-dialogs';
import styles from './vault.module.css';

/** The log-ins that this browser remembers: what is there, and how it is locked. */
export function VaultSection() {
  const vault = useVault();
  const isThere = vault.status === 'locked' || vault.status === 'open' || vault.status === 'damaged';
  return (
    <Section heading="Remembered log-ins" lead={leads[vault.status]} look={isThere ? 'card' : 'bare'}>
      {isThere && (
        <div className={styles['stack']}>
          {vault.status === 'locked' && <Unlock passkeys={vault.passkeys} label="Unlock" />}
          {vault.status === 'open' && <OpenVault vault={vault} />}
          <Wipe />
        </div>
      )}
    </Section>
  );
}

const leads: Readonly<Record<VaultState['status'], string>> = {
  unknown: 'Looking whether this browser remembers any.',
  none: 'This browser remembers none. Choose “Remember on this device” when you connect, and a passphrase.',
  unavailable: 'They can be kept only on a page that was opened with https.',
  damaged: 'What this browser kept cannot be read any more. Wipe it, and connect with your password again.',
  locked: 'They are kept in this browser, encrypted, and locked.',
  open: 'They are kept in this browser, encrypted. The vault is open for all tabs of this browser.',
};

function OpenVault({ vault }: { readonly vault: Extract<VaultState, { status: 'open' }> }) {
  const client = useSessionClient();
  const [dialog, setDialog] = useState<'passphrase' | 'passkey' | null>(null);
  const hasPasskey = vault.passkeys.length > 0;
  return (
    <>
      {vault.logins.length === 0 ? (
        <p>The vault is empty.</p>
      ) : (
        <KeptLogins
          logins={vault.logins}
          actions={(login) => (
            <AskFirstButton
              size="small"
              label={`Forget ${loginWords(login)}`}
              question={{
                title: `Forget ${login.url}?`,
                sentence: 'You will have to type its password the next time.',
                confirmLabel: 'Forget',
                danger: true,
              }}
              onConfirm={() => void client.askVault('forgetLogin', { url: login.url, username: login.username })}
            >
              Forget
            </AskFirstButton>
          )}
        />
      )}
      <div className={styles['choice']}>
        <span>Locks itself when it was not used for</span>
        <SegmentedControl
          label="Locks itself when it was not used for"
          value={String(vault.locksAfterMinutes)}
          onChange={(chosen) => {
            const minutes = autoLockChoices.find((choice) => String(choice) === chosen);
            if (minutes !== undefined) void client.askVault('setAutoLock', { minutes });
          }}
          segments={autoLockChoices.map((minutes) => ({
            value: String(minutes),
            label: minutes === 60 ? '1 hour' : `${minutes} min`,
          }))}
        />
      </div>
      <div className={styles['actions']}>
        <Button onPress={() => void client.askVault('lockVault', {})}>Lock now</Button>
        <Button onPress={() => setDialog('passphrase')}>Change the passphrase</Button>
        {hasPasskey ? (
          <Button
            onPress={() =>
              vault.passkeys.forEach(({ credential }) => void client.askVault('removePasskey', { credential }))
            }
          >
            Forget the passkey
          </Button>
        ) : (
          <Button
            disabledReason={canUsePasskeys() ? null : 'This browser, or this address, has no passkeys.'}
            onPress={() => setDialog('passkey')}
          >
            Add a passkey
          </Button>
        )}
      </div>
      {dialog === 'passphrase' && <ChangePassphraseDialog onClose={() => setDialog(null)} />}
      {dialog === 'passkey' && <AddPasskeyDialog onClose={() => setDialog(null)} />}
    </>
  );
}

const noted = 'The devices that you described, and which passwords were replaced,';
/** what a wipe does to what people told, besides the log-ins */
const toNotes = {
  open: `${noted} stay for the home that you are connected to, and are not encrypted any more.`,
  away: `${noted} lie under it too and go with it: connect to your home first to keep them.`,
  locked: `${noted} lie under it too and go with it: unlock it first to keep them.`,
  damaged: `${noted} lie under it too and go with it.`,
} as const;

function Wipe() {
  const client = useSessionClient();
  const isLocked = useVault().status === 'locked';
  const isAway = useHistoryState().status === 'off';
  const notes = toNotes[useUnread() ?? (!isAway ? 'open' : isLocked ? 'locked' : 'away')];
  return (
    <div>
      <AskFirstButton
        tone="danger"
        question={{
          title: 'Wipe all remembered log-ins?',
          sentence: `This browser forgets every password it kept for Gatehouse, how your home went, what is usual in it, and what you told of firmware. ${notes} Your brokers are not changed.`,
          confirmLabel: 'Wipe them',
          danger: true,
        }}
        onConfirm={() => void client.askVault('wipeVault', {})}
      >
        Wipe all
      </AskFirstButton>
    </div>
  );
}
