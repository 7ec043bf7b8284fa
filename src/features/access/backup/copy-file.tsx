import { useState } from 'react';

import type { CopyGuide } from '@/session/protocol';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';

import styles from '../access-page.module.css';
import { largestFile } from './use-backup';

type CopyFileProps = { readonly guide: CopyGuide; readonly onChoose: (file: string) => void };

/** The way to the broker's own account file, and the button that takes it. */
export function CopyFile({ guide: { risk, steps }, onChoose }: CopyFileProps) {
  const [tooLarge, setTooLarge] = useState(false);
  return (
    <>
      <p className={styles['sentence']}>{risk}</p>
      <ol className={styles['points']} aria-label="How to make the backup">
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ol>
      {tooLarge && <Notice tone="critical" role="alert" title="This file is larger than any account file of a home." />}
      <div>
        <FileButton
          accept={['.json']}
          mostBytes={largestFile}
          onRead={(text) => {
            setTooLarge(text === null);
            if (text !== null) onChoose(text);
          }}
        >
          Choose dynamic-security.json
        </FileButton>
      </div>
    </>
  );
}
