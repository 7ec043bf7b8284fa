import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { ReplayAnswer } from '@/session/protocol';
import { Button } from '@/ui/button';
import { FileButton } from '@/ui/file-button';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';

import styles from './settings-page.module.css';

/** the page and the worker hold it at once */
const mostBytes = 64 * 1024 * 1024;

type Looked = ReplayAnswer | 'reading' | 'too-large' | null;

/** What Gatehouse would have said of a recording, without a broker and apart from the home that is on the page. */
export function Recording() {
  const client = useSessionClient();
  const [looked, setLooked] = useState<Looked>(null);
  const read = async (text: string | null) => {
    if (text === null) return setLooked('too-large');
    setLooked('reading');
    setLooked(await client.replay(text));
  };
  return (
    <Section heading="A recording of messages">
      <div className={styles['stack']}>
        <p>
          What would Gatehouse have said? A recording has one message a line, as <code>npm run watch</code> takes it
          too. It is read in this browser only, and changes nothing at your home.
        </p>
        <div className={styles['actions']}>
          <FileButton accept={['.jsonl', '.ndjson', '.txt']} mostBytes={mostBytes} onRead={(text) => void read(text)}>
            Choose a recording
          </FileButton>
          {looked !== null && typeof looked === 'object' && looked.outcome === 'read' && looked.lines.length > 0 && (
            <Button
              onPress={() => saveFile('gatehouse-alerts.jsonl', looked.lines.map((line) => `${line}\n`).join(''))}
            >
              Save its alerts
            </Button>
          )}
        </div>
        <p role="status" aria-label="Recording" className={styles['muted']}>
          {lookedWords(looked)}
        </p>
      </div>
    </Section>
  );
}

function lookedWords(looked: Looked): string {
  if (looked === null) return '';
  if (looked === 'reading') return 'Reading…';
  if (looked === 'too-large') return 'This file is larger than 64 MB, or cannot be read.';
  if (looked.outcome === 'unreadable') return looked.reason;
  const { alerts } = looked;
  return alerts === 0
    ? 'It holds nothing that wants a person.'
    : `It holds ${alerts === 1 ? '1 alert' : `${alerts} alerts`}.`;
}
