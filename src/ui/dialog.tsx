import { useLayoutEffect, useRef, type FormEvent, type ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

import { Button } from './button';
import { classNames } from './class-names';
import styles from './dialog.module.css';
import { useReturnedFocus, type Heir } from './handed-focus';

type DialogProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
  /** buttons, the main one last */
  readonly actions: ReactNode;
  readonly role?: 'dialog' | 'alertdialog';
  /** for a list, not a question */
  readonly wide?: boolean;
  /** where something is filled in: what the main button (`type="submit"`) does, and Enter in a field */
  readonly onSubmit?: () => void;
  /** where it is asked in steps: which of them this is. With another one, what had the focus is gone: reading goes on at the title */
  readonly step?: string;
  /**
   * As the attribute of HTML's own dialog: `closerequest` where what stands in it is lost with it, and a press beside it closes
   * nothing; `none` while what was asked for is on its way and is shown here once.
   */
  readonly closedBy?: 'any' | 'closerequest' | 'none';
  /** who has the focus afterwards, if what opened it is gone by then; absent: the place around that */
  readonly heir?: Heir;
};

/** A question above the page: from the bottom on a phone, in the middle on a desk. */
export function Dialog({
  open,
  onClose,
  title,
  children,
  actions,
  role = 'dialog',
  wide = false,
  onSubmit,
  step = '',
  closedBy = 'any',
  heir,
}: DialogProps) {
  const content = (
    <>
      <div className={styles['body']}>{children}</div>
      <div className={styles['actions']}>{actions}</div>
    </>
  );
  return (
    <ModalOverlay
      className={styles['scrim'] ?? ''}
      data-dialog
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable={role === 'dialog' && closedBy === 'any'}
      isKeyboardDismissDisabled={closedBy === 'none'}
    >
      <Modal className={classNames(styles['modal'], wide && styles['wide'])}>
        <AriaDialog role={role} className={styles['dialog'] ?? ''}>
          <Title step={step} heir={heir}>
            {title}
          </Title>
          {onSubmit === undefined ? content : <Form onSubmit={onSubmit}>{content}</Form>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

type TitleProps = { readonly step: string; readonly heir: Heir | undefined; readonly children: string };

function Title({ step, heir, children }: TitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const shown = useRef(step);
  useReturnedFocus(heir);
  useLayoutEffect(() => {
    if (shown.current !== step) heading.current?.focus();
    shown.current = step;
  }, [step]);
  return (
    <Heading slot="title" level={2} ref={heading} tabIndex={-1} className={styles['title'] ?? ''}>
      {children}
    </Heading>
  );
}

type FormProps = { readonly onSubmit: () => void; readonly children: ReactNode };

function Form({ onSubmit, children }: FormProps) {
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    event.stopPropagation(); // React hands it on to a form that the dialog was opened from
    // while the main button refuses, or does what was asked, it submits nothing, and Enter does not either (HTML, "implicit submission")
    if ((event.nativeEvent as SubmitEvent).submitter !== null) onSubmit();
  };
  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      {children}
    </form>
  );
}

type ConfirmDialogProps = {
  readonly open: boolean;
  readonly title: string;
  /** what will happen, in one sentence */
  readonly sentence: ReactNode;
  /** what to mind, point by point */
  readonly points?: readonly string[];
  /** the verb on the button, e.g. "Unlock" */
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  readonly danger?: boolean;
  readonly pending?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
  /** as of any dialog */
  readonly heir?: Heir;
};

/** Asks once before something that is felt in the house. */
export function ConfirmDialog({
  open,
  title,
  sentence,
  points = [],
  confirmLabel,
  cancelLabel = 'Cancel',
  danger = false,
  pending = false,
  onConfirm,
  onCancel,
  heir,
}: ConfirmDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onCancel}
      title={title}
      role="alertdialog"
      {...(heir && { heir })}
      actions={
        <>
          <Button onPress={onCancel} autoFocus>
            {cancelLabel}
          </Button>
          <Button tone={danger ? 'danger' : 'primary'} pending={pending} onPress={onConfirm}>
            {confirmLabel}
          </Button>
        </>
      }
    >
      <p>{sentence}</p>
      {points.length > 0 && (
        <ul className={styles['points']}>
          {points.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
