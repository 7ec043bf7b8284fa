import { useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

import type { DeviceId } from '@/core/device';
import type { ShownMessage } from '@/core/shown-message';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { Keycap } from '@/ui/keycap';
import { LiveList } from '@/ui/live-list';

import styles from './inspector.module.css';
import { MessageDetail } from './message-detail';
import { MessageRow } from './message-row';
import { copiedText, emptyWords } from './message-words';
import { Narrowing } from './narrowing';
import { useCopy } from './use-copy';
import { isNarrowed, useInspection } from './use-inspection';

type InspectorProps = {
  /** null: the messages of the whole home */
  readonly device: DeviceId | null;
  /** what else narrows them */
  readonly children?: ReactNode;
};

/** two lines of text and air around them */
const rowHeightPx = 60;

/** Messages as they come: narrowed, paused, opened, copied; its keys work where the focus is inside of it. */
export function Inspector({ device, children }: InspectorProps) {
  const { messages, narrowing, narrow, isPaused, waiting, togglePause } = useInspection(device);
  const [active, setActive] = useState<ShownMessage | null>(null);
  // the message itself: it stays open when the list has long forgotten it
  const [open, setOpen] = useState<ShownMessage | null>(null);
  const { outcome, copy } = useCopy();
  const group = useRef<HTMLDivElement>(null);
  const list = useRef<HTMLDivElement>(null);

  function walkTo(message: ShownMessage): void {
    setActive(message);
    if (open !== null) setOpen(message);
  }

  /** The keys go on where the message was opened; no message may be left there. */
  function close(): void {
    setOpen(null);
    (list.current ?? group.current)?.focus();
  }

  function press(event: KeyboardEvent): void {
    if (isTyping(event)) return;
    if (event.key === 'p') togglePause();
    else if (event.key === 'c' && active !== null) copy(copiedText(active));
    else if (event.key === 'Escape' && open !== null) close();
  }

  return (
    <div
      role="group"
      aria-label="Message inspector"
      className={styles['inspector']}
      tabIndex={-1}
      ref={group}
      onKeyDown={press}
    >
      <div className={styles['tools']}>
        <Narrowing narrowing={narrowing} narrow={narrow}>
          {children}
        </Narrowing>
        <Button icon={isPaused ? 'play' : 'pause'} tone={isPaused ? 'primary' : 'quiet'} onPress={togglePause}>
          {pauseWords(isPaused, waiting)} <Keycap>P</Keycap>
        </Button>
      </div>
      <div className={classNames(styles['panes'], open !== null && styles['opened'])}>
        {messages.length === 0 ? (
          <p className={styles['empty']}>{emptyWords(device, isNarrowed(narrowing))}</p>
        ) : (
          <LiveList
            label="Messages, newest first"
            items={messages}
            keyOf={keyOf}
            rowHeightPx={rowHeightPx}
            Row={MessageRow}
            active={active === null ? null : keyOf(active)}
            onActive={walkTo}
            chosen={open === null ? null : keyOf(open)}
            onChoose={setOpen}
            box={list}
          />
        )}
        {open !== null && <MessageDetail message={open} onCopy={() => copy(copiedText(open))} onClose={close} />}
      </div>
      <div className={styles['foot']}>
        {/* without its keys it would say nothing */}
        <p aria-hidden="true">
          In the list: <Keycap>↑</Keycap> <Keycap>↓</Keycap> walk, <Keycap>Enter</Keycap> opens, <Keycap>C</Keycap>{' '}
          copies, <Keycap>P</Keycap> pauses.
        </p>
        <p role="status">{outcome}</p>
      </div>
    </div>
  );
}

function keyOf({ id }: ShownMessage): string {
  return String(id);
}

function pauseWords(isPaused: boolean, waiting: number): string {
  if (!isPaused) return 'Pause';
  return waiting === 0 ? 'Go on' : `Go on, ${waiting.toLocaleString()} new`;
}

/** Letters that are meant for a field, or together with another key for the browser, are none of ours. */
function isTyping({ target, ctrlKey, metaKey, altKey }: KeyboardEvent): boolean {
  return (
    ctrlKey || metaKey || altKey || (target instanceof Element && target.closest('input, select, textarea') !== null)
  );
}
