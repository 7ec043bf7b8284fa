import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { BatchPart } from '@/session/protocol';
import { Button } from '@/ui/button';
import type { IconName } from '@/ui/icon';
import { StatusBadge } from '@/ui/status-badge';
import type { Tone } from '@/ui/tone';

import styles from './access-page.module.css';
import framed from './framed-list.module.css';
import { Refusal } from './refusal';

type Look = { readonly words: string; readonly tone: Tone; readonly icon: IconName };

const looks: Readonly<Record<BatchPart['state'], Look>> = {
  waiting: { words: 'waiting', tone: 'neutral', icon: 'dot' },
  absent: { words: 'waiting until it is connected', tone: 'neutral', icon: 'dot' },
  running: { words: 'in progress', tone: 'info', icon: 'refresh' },
  done: { words: 'done', tone: 'ok', icon: 'check' },
  failed: { words: 'failed', tone: 'critical', icon: 'close' },
  'by-hand': { words: 'waiting for you', tone: 'warning', icon: 'dot' },
  'left-out': { words: 'left out', tone: 'neutral', icon: 'dot' },
};

const ways: Readonly<Record<NonNullable<BatchPart['way']>, string>> = {
  'two-slots': 'Sealed, and taken back by itself if it fails',
  'one-slot': 'By a command; it restarts',
  'by-hand': 'You type it in',
};

type BatchPartsProps = {
  readonly parts: readonly BatchPart[];
  readonly begun: boolean;
  readonly onType: (part: BatchPart) => void;
};

/** Every device of a batch: how it gets its password, how far it is, and why it is left out. */
export function BatchParts({ parts, begun, onType }: BatchPartsProps) {
  return (
    <ul aria-label="Devices" className={framed['list']}>
      {parts.map((part) => (
        <li key={part.account} className={framed['line']}>
          <span>
            {part.name}
            {part.isCanary && ' · first'}
            <span className={styles['note']}>{part.reason ?? (part.way === null ? '' : ways[part.way])}</span>
          </span>
          <span className={styles['partSide']}>
            <StatusBadge look="plain" tone={looks[part.state].tone} icon={looks[part.state].icon}>
              {looks[part.state].words}
            </StatusBadge>
            {begun && part.state === 'failed' && <RetryButton part={part} />}
            {begun && part.way === 'by-hand' && (part.state === 'by-hand' || part.state === 'running') && (
              <Button size="small" label={`Type it in: ${part.name}`} onPress={() => onType(part)}>
                Type it in
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}

function RetryButton({ part: { account, name } }: { readonly part: BatchPart }) {
  const client = useSessionClient();
  const retry = useMutation({ mutationFn: () => client.askAccess('retryInBatch', { account }) });
  return (
    <>
      <Refusal of={retry.data} />
      <Button size="small" label={`Try again: ${name}`} pending={retry.isPending} onPress={() => retry.mutate()}>
        Try again
      </Button>
    </>
  );
}
