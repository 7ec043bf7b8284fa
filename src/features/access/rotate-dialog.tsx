import { useMutation } from '@tanstack/react-query';
import { useRef, useState } from 'react';

import { travelsInClear } from '@/core/loopback';
import type { Rotation } from '@/core/log-ins/rotation';
import { spokenName, startSentence } from '@/core/spoken-name';
import { useSessionClient } from '@/session/client-context';
import type { AccessRow } from '@/session/protocol';
import { useConnection, useDevice } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';

import styles from './access-page.module.css';
import { accountOf, isOf } from './credentials-table';
import { PersonAnswers } from './person-answers';
import { RotationSteps } from './rotation-steps';
import { TimeLeft } from './time-left';
import { TypedLogin } from './typed-login';

type RotateDialogProps = {
  /** the account; null: the dialog is closed */
  readonly username: string | null;
  readonly rows: readonly AccessRow[];
  readonly rotations: readonly Rotation[];
  readonly onClose: () => void;
};

/** Replaces the password of one device, live. Closing the dialog changes nothing: the work goes on without it. */
export function RotateDialog({ username, rows, rotations, onClose }: RotateDialogProps) {
  const [meant, setMeant] = useState<Meant | null>(null);
  const row = rowOf(username, rows, meant);
  if (username !== null && row !== undefined && meant?.username !== username)
    setMeant({ username, account: accountOf(row) });
  const rotation = row && rotations.find((one) => one.where === 'here' && isOf(one, row));
  const client = useSessionClient();
  const start = useMutation({ mutationFn: (asked: string) => client.askAccess('startRotation', { username: asked }) });
  const { data: answer } = start;
  const isGone = username !== null && row === undefined && rows.length > 0;
  const close = () => {
    start.reset(); // what was said of one account is not said of the next
    onClose();
  };
  return (
    <Dialog
      open={username !== null}
      onClose={close}
      title="Rotate credentials"
      actions={
        row === undefined ? (
          <Button onPress={close}>Close</Button>
        ) : (
          <Actions row={row} rotation={rotation} start={start} onClose={close} />
        )
      }
    >
      {row && <Body row={row} rotation={rotation} />}
      {answer?.outcome === 'refused' && rotation?.outcome !== null ? (
        <Notice tone="critical" role="alert" title={answer.reason} />
      ) : (
        isGone && <Notice tone="warning" role="alert" title={`There is no account ${username} any more.`} />
      )}
    </Dialog>
  );
}

/** The account that was chosen, and its device's name among the accounts. */
type Meant = { readonly username: string; readonly account: string };

/** While it is replaced, an account goes and the device's other one comes, maybe under quite another name: either is meant. */
function rowOf(username: string | null, rows: readonly AccessRow[], meant: Meant | null): AccessRow | undefined {
  const chosen = rows.find(({ account }) => account.username === username);
  if (chosen !== undefined || username === null) return chosen;
  const account = meant?.username === username ? meant.account : username.replace(/\.[ab]$/, '');
  return rows.find((row) => accountOf(row) === account);
}

type PartProps = { readonly row: AccessRow; readonly rotation: Rotation | undefined };

function Body({ row, rotation }: PartProps) {
  const device = useDevice(row.device ?? '');
  const connection = useConnection();
  const name = device === undefined ? row.account.username : spokenName(device.name);
  if (rotation !== undefined) {
    return (
      <div className={styles['stack']}>
        <p role="status" aria-label="Rotation" className={styles['sentence']}>
          {rotation.sentence}
        </p>
        <TimeLeft sentence={rotation.timeLeft} />
        {rotation.shows && <TypedLogin account={rotation.account} />}
        <RotationSteps rotation={rotation} />
      </div>
    );
  }
  const clear = 'url' in connection && travelsInClear(connection.url);
  const mind = row.rotation.possible ? row.rotation.mind : [];
  return (
    <div className={styles['stack']}>
      <p className={styles['sentence']}>
        {startSentence(name)} gets a new password. The old one stays valid until the device has logged in with the new
        one, so it is never locked out.
      </p>
      {mind.length > 0 && (
        <Notice tone="warning" title="Before you start">
          <ul className={styles['points']}>
            {mind.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
        </Notice>
      )}
      {clear && (
        <Notice tone="warning" title="This page speaks to the broker without encryption.">
          Whoever listens on your network can read the new password. Use wss:// where you can.
        </Notice>
      )}
      <RotationSteps rotation={null} />
    </div>
  );
}

type ActionsProps = PartProps & {
  readonly start: { readonly isPending: boolean; mutate(username: string): void };
  readonly onClose: () => void;
};

function Actions({ row, rotation, start, onClose }: ActionsProps) {
  const client = useSessionClient();
  const connected = useConnection().status === 'connected';
  const rollBack = useMutation({ mutationFn: (account: string) => client.askAccess('rollBackRotation', { account }) });
  const close = useRef<HTMLButtonElement>(null);
  const isRunning = rotation?.outcome === null;
  // each is one element as long as it is there: under the focus, no button becomes another one
  return (
    <>
      {isRunning && rotation.way !== 'by-hand' && (
        <Button
          key="take-back"
          heir={() => close.current}
          pending={rollBack.isPending}
          onPress={() => rollBack.mutate(rotation.account)}
        >
          Take it back
        </Button>
      )}
      <Button key="close" ref={close} onPress={onClose}>
        {isRunning ? 'Close, it goes on' : 'Close'}
      </Button>
      {isRunning ? (
        <PersonAnswers key="answers" rotation={rotation} heir={() => close.current} />
      ) : (
        <Button
          key="start"
          heir={() => close.current}
          tone="primary"
          pending={start.isPending}
          disabledReason={connected ? (row.rotation.possible ? null : row.rotation.reason) : 'There is no connection.'}
          onPress={() => start.mutate(row.account.username)}
        >
          {rotation === undefined ? 'Start rotation' : 'Rotate again'}
        </Button>
      )}
    </>
  );
}
