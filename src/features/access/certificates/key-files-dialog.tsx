import type { BrokerCertificateAnswer } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Dialog } from '@/ui/dialog';
import { saveFile } from '@/ui/save-file';

import styles from './certificates-page.module.css';

export type KeyFiles = Extract<BrokerCertificateAnswer, { outcome: 'issued' }>['files'];

type KeyFilesDialogProps = {
  readonly files: KeyFiles | null;
  readonly title: string;
  /** what to do with them */
  readonly sentence: string;
  /** of the key and its certificate, without the ending */
  readonly name: string;
  readonly onClose: () => void;
};

/** The key is in this dialog only: when it is closed, nobody has it but who saved it. */
export function KeyFilesDialog({ files, title, sentence, name, onClose }: KeyFilesDialogProps) {
  return (
    <Dialog
      open={files !== null}
      onClose={onClose}
      role="alertdialog"
      title={title}
      actions={<Button onPress={onClose}>I have saved them</Button>}
    >
      {files !== null && (
        <div className={styles['form']}>
          <p>
            {sentence} The key is shown this once: it is kept nowhere, and a lost one is replaced by making another
            certificate.
          </p>
          <div className={styles['buttons']}>
            <Button onPress={() => saveFile(`${name}.key`, files.key)}>{`Save ${name}.key`}</Button>
            <Button onPress={() => saveFile(`${name}.crt`, files.certificate)}>{`Save ${name}.crt`}</Button>
            <Button onPress={() => saveFile('home-ca.crt', files.ca)}>Save home-ca.crt</Button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
