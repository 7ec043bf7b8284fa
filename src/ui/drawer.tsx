import type { ReactNode } from 'react';
import { Dialog as AriaDialog } from 'react-aria-components/Dialog';
import { Heading } from 'react-aria-components/Heading';
import { Modal, ModalOverlay } from 'react-aria-components/Modal';

import { IconButton } from './button';
import styles from './drawer.module.css';
import { useReturnedFocus } from './handed-focus';

type DrawerProps = {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly children: ReactNode;
};

/** More about one thing of a list, beside it: from the right on a desk, over the page on a phone. */
export function Drawer({ open, onClose, title, children }: DrawerProps) {
  return (
    <ModalOverlay
      className={styles['scrim'] ?? ''}
      isOpen={open}
      onOpenChange={(isOpen) => !isOpen && onClose()}
      isDismissable
    >
      <Modal className={styles['drawer'] ?? ''}>
        <AriaDialog className={styles['dialog'] ?? ''}>
          <div className={styles['head']}>
            <Title>{title}</Title>
            <IconButton icon="close" label="Close" onPress={onClose} />
          </div>
          {/* what scrolls must take the focus, for those without a mouse */}
          <div className={styles['body']} role="region" aria-label="Details" tabIndex={0}>
            {children}
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

function Title({ children }: { readonly children: string }) {
  useReturnedFocus();
  return (
    <Heading slot="title" level={2} className={styles['title'] ?? ''}>
      {children}
    </Heading>
  );
}
