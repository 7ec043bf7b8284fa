import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { MadeLogin } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './access-page.module.css';
import { LoginValues } from './login-values';
import { NoAnswer } from './old-answer';
import { underWay } from './one-time-password';

const refetchMs = 10_000;
const proofMs = 2_000;

type Loginless = { readonly id: string; readonly name: string };

/** Devices of which the broker has no account: it lost them, and there is no copy. Nothing is shown where there are none. */
export function LoginlessSection({ onMade }: { readonly onMade: () => void }) {
  const client = useSessionClient();
  const [chosen, setChosen] = useState<Loginless | null>(null);
  const {
    data = [],
    isError,
    refetch,
  } = useQuery({
    queryKey: ['loginless'],
    async queryFn() {
      const told = await client.askAccess('loginless', {});
      if (told === null) throw new Error('The broker did not tell its accounts.');
      return told;
    },
    refetchInterval: refetchMs,
  });
  const close = () => {
    setChosen(null);
    void refetch();
    onMade();
  };
  return (
    <>
      {isError && data.length === 0 && (
        <NoAnswer title="Whether a device has no log-in could not be read." onAgain={() => void refetch()} />
      )}
      {data.length > 0 && (
        <Section
          heading="Devices without a log-in"
          look="bare"
          lead="The broker knows no account of these. If it has lost its accounts and you have no copy, give each a new log-in by hand."
        >
          <ul className={styles['cards']} aria-label="Devices without a log-in">
            {data.map((device) => (
              <li key={device.id} className={styles['person']} aria-label={device.name} tabIndex={-1}>
                <div className={styles['who']}>
                  <span className={styles['name']}>{device.name}</span>
                </div>
                <div className={styles['actions']}>
                  <Button size="small" label={`Make a log-in for ${device.name}`} onPress={() => setChosen(device)}>
                    Make a log-in
                  </Button>
                </div>
              </li>
            ))}
          </ul>
        </Section>
      )}
      {chosen !== null && <MakeLoginDialog device={chosen} onClose={close} />}
    </>
  );
}

/** A log-in that is shown once, and waited for until the device uses it. Gone from the page with the dialog. */
function MakeLoginDialog({ device, onClose }: { readonly device: Loginless; readonly onClose: () => void }) {
  const client = useSessionClient();
  const make = useMutation({
    mutationFn: () => client.askAccess('makeLogin', { device: device.id }),
    gcTime: 0, // a password is in its answer
  });
  const made = make.data?.outcome === 'made' ? make.data : null;
  return (
    <Dialog
      open
      role={made === null ? 'dialog' : 'alertdialog'}
      onClose={onClose}
      title={`A log-in for ${device.name}`}
      step={made === null ? 'ask' : 'password'}
      closedBy={make.isPending ? 'none' : 'any'}
      actions={
        made === null ? (
          <>
            <Button onPress={onClose} disabledReason={make.isPending ? underWay : null}>
              Cancel
            </Button>
            <Button tone="primary" pending={make.isPending} onPress={() => make.mutate()}>
              Make a log-in
            </Button>
          </>
        ) : (
          <Button tone="primary" onPress={onClose}>
            Done
          </Button>
        )
      }
    >
      {made === null ? (
        <div className={styles['stack']}>
          {make.data?.outcome === 'refused' && <Notice tone="critical" role="alert" title={make.data.reason} />}
          <p className={styles['sentence']}>
            It may say and hear what its kind needs, and nothing else. You type the new password in, on the device or on
            its own page. It is shown once.
          </p>
        </div>
      ) : (
        <Made login={made} />
      )}
    </Dialog>
  );
}

function Made({
  login: { username, clientId, password, isApproved },
}: {
  readonly login: Extract<MadeLogin, { outcome: 'made' }>;
}) {
  const client = useSessionClient();
  const { data: isUsed = false } = useQuery({
    queryKey: ['login-used', username],
    queryFn: () => client.askAccess('isLoginUsed', { username }),
    refetchInterval: ({ state }) => (state.data === true ? false : proofMs),
    gcTime: 0,
  });
  return (
    <div className={styles['stack']}>
      <p role="status" aria-label="Log-in" className={styles['sentence']}>
        {isUsed
          ? 'The device is heard with it.'
          : 'Waiting for the device to be heard with it. When you close this, or are signed out because you did nothing here for a quarter of an hour, the password is gone: then rotate the log-in to see a new one.'}
      </p>
      {clientId !== null && <p>It is good for the client id {clientId} alone.</p>}
      {!isApproved && (
        <Notice tone="warning" title="The broker did not take down that it is approved.">
          If newcomers are held back here, approve it on the page Rules.
        </Notice>
      )}
      <Notice tone="warning" title="This password is shown only now.">
        Gatehouse does not keep it. Type it in, copy it or scan it before you close this.
      </Notice>
      <LoginValues username={username} password={password} />
    </div>
  );
}
