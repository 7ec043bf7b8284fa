import { useState } from 'react';

import { newestOnEach, type PersonWithCodes } from '@/core/codes/code-people';
import { inPlaceRisk, mayOpen } from '@/core/codes/code-words';
import type { CodeWork } from '@/core/codes/code-owner';
import type { Device, DeviceId } from '@/core/device';
import { travelsInClear } from '@/core/loopback';
import { useSessionClient } from '@/session/client-context';
import type { CodeWish } from '@/session/protocol';
import { useCodesNews, useConnection } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { Notice } from '@/ui/notice';

import { Refusal } from '../refusal';
import { CodeForm, emptyDraft, endOf, type CodeDraft } from './code-form';
import styles from './codes.module.css';
import { Reveal } from './reveal';
import { WorkSteps } from './work-steps';

/** What the dialog is about: a person who is to be given a code, or another one. */
export type CodeTarget = { readonly act: 'add' } | ({ readonly act: 'change' } & PersonWithCodes);

type CodeDialogProps = {
  readonly target: CodeTarget;
  readonly locks: readonly Device[];
  readonly onClose: () => void;
};

/**
 * The code is in this dialog's memory while it is open, and nowhere on the page afterwards: not in a cache of questions,
 * which is why it is asked for without one.
 */
export function CodeDialog({ target, locks, onClose }: CodeDialogProps) {
  const client = useSessionClient();
  const { works } = useCodesNews();
  const connection = useConnection();
  const [draft, setDraft] = useState<CodeDraft>({
    ...emptyDraft,
    person: target.act === 'change' ? target.person : '',
    devices: target.act === 'change' ? target.places.map(({ device }) => device) : [],
  });
  const [reason, setReason] = useState<string | null>(null);
  const [workId, setWorkId] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const work = works.find(({ id }) => id === workId);

  async function send(wish: CodeWish): Promise<void> {
    if (sending) return;
    setSending(true);
    setReason(null);
    try {
      const answer = await client.askAccess('changeCodes', wish);
      if (answer.outcome === 'refused') setReason(answer.reason);
      else setWorkId(answer.work);
    } catch {
      setReason('The page got no answer from its own session. Look at the list before you try it again.');
    } finally {
      setSending(false);
    }
  }

  async function make(): Promise<void> {
    const { code } = await client.askAccess('makeCode', { devices: draft.devices });
    setReason(code === null ? 'These locks take no code in common. Give each its own.' : null);
    if (code !== null) setDraft({ ...draft, code, isMade: true });
  }

  function close(): void {
    // what went well has been read here; what did not stays on the page
    if (work?.places.every(({ outcome }) => outcome === 'done') === true)
      void client.askAccess('forgetCodeWork', { work: work.id });
    onClose();
  }

  const title = target.act === 'add' ? 'Give a code' : `Change the code of ${target.person}`;
  const isBegun = workId !== null;
  const isInClear = 'url' in connection && travelsInClear(connection.url);
  return (
    <Dialog
      open
      wide
      // the code may not have been read yet, and what the second press of a hasty two hits is somewhere else by then
      closedBy={isBegun ? 'closerequest' : 'any'}
      onClose={close}
      title={title}
      {...(!isBegun && { onSubmit: () => void send(wishOf(target, draft)) })}
      actions={
        <>
          <Button onPress={close}>{isBegun ? 'Close' : 'Cancel'}</Button>
          {!isBegun && (
            <Button tone="primary" type="submit" pending={sending} disabledReason={missing(draft)} reasonSide="end">
              {target.act === 'add' ? 'Set the code' : 'Change the code'}
            </Button>
          )}
        </>
      }
    >
      {!isBegun && isInClear && (
        <Notice tone="warning" title="This page speaks to the broker without encryption.">
          Whoever listens on your network can read the code. Use wss:// where you can.
        </Notice>
      )}
      {!isBegun && (
        <CodeForm
          draft={draft}
          locks={target.act === 'add' ? locks : locks.filter(({ id }) => draft.devices.includes(id))}
          fixed={target.act === 'change'}
          reason={reason}
          onDraft={(next) => {
            setDraft(next);
            setReason(null);
          }}
          onMake={() => void make()}
        />
      )}
      {work && (
        <div className={styles['stack']}>
          <WorkSteps work={work} />
          {reason !== null && <Refusal of={{ outcome: 'refused', reason }} />}
          {target.act === 'change' && (
            <InPlace target={target} work={work} onConfirm={(devices) => void send(wishOf(target, draft, devices))} />
          )}
          {work.places.some(({ outcome }) => mayOpen(outcome)) && <Reveal code={draft.code} person={draft.person} />}
        </div>
      )}
    </Dialog>
  );
}

type InPlaceProps = {
  readonly target: PersonWithCodes;
  readonly work: CodeWork;
  readonly onConfirm: (devices: readonly DeviceId[]) => void;
};

/** A lock without a free place: what that risks, and the button for who takes it. */
function InPlace({ work, onConfirm }: InPlaceProps) {
  const full = work.places.filter(({ outcome }) => outcome === 'full').map(({ device }) => device);
  if (full.length === 0) return null;
  return (
    <Notice
      tone="warning"
      title="There is no free place to try the new code in first."
      actions={<Button onPress={() => onConfirm(full)}>Overwrite the old code</Button>}
    >
      {inPlaceRisk}
    </Notice>
  );
}

function missing({ person, devices, code }: CodeDraft): string | null {
  if (person.trim() === '') return 'Say whose code it is.';
  if (devices.length === 0) return 'Choose a lock.';
  return code === '' ? 'Type a code, or have one made.' : null;
}

function wishOf(target: CodeTarget, { person, devices, code, lasts }: CodeDraft, full?: readonly DeviceId[]): CodeWish {
  if (target.act === 'add') return { act: 'add', person, devices, code, until: endOf(lasts, Date.now()) };
  const spots = newestOnEach(target.places)
    .filter(({ device }) => full === undefined || full.includes(device))
    .map(({ device, slot }) => ({ device, slot }));
  return { act: 'change', person, spots, code, inPlace: full !== undefined };
}
