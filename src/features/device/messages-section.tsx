import { useEffect, useMemo, useState } from 'react';

import type { DeviceId } from '@/core/device';
import type { ShownMessage } from '@/core/feed';
import { useSessionClient } from '@/session/client-context';
import { useMessages } from '@/store/home-hooks';
import { exactTime } from '@/ui/age-words';
import { Button } from '@/ui/button';
import { SearchField } from '@/ui/search-field';
import { Section } from '@/ui/section';

import styles from './device-page.module.css';
import { clockTime, readableText, sizeInWords } from './message-text';

const shownAtMost = 200;

/** What was really on the wire, secrets hidden, the newest first. */
export function MessagesSection({ id }: { readonly id: DeviceId }) {
  const client = useSessionClient();
  useEffect(() => {
    client.watch(id);
    return () => client.watch(null);
  }, [client, id]);

  const live = useMessages(id);
  const [paused, setPaused] = useState<readonly ShownMessage[] | null>(null);
  const [filter, setFilter] = useState('');
  const messages = paused ?? live;
  const shown = useMemo(() => newestFirst(messages, filter), [messages, filter]);
  const missed = paused === null ? 0 : live.filter(({ id: one }) => one > (paused.at(-1)?.id ?? 0)).length;
  return (
    <Section
      heading="Messages"
      lead="What this device and its bridge put on the broker. Secrets are hidden."
      actions={
        <Button size="small" onPress={() => setPaused(paused === null ? live : null)}>
          {paused === null ? 'Pause' : missed === 0 ? 'Go on' : `Go on, ${missed} new`}
        </Button>
      }
    >
      <div className={styles['stack']}>
        <SearchField label="Filter messages" value={filter} onChange={setFilter} />
        {shown.length === 0 ? (
          <p className={styles['muted']}>{emptyWords(messages.length, filter)}</p>
        ) : (
          <ol className={styles['messages']} aria-label="Messages, newest first">
            {shown.map((message) => (
              <Message key={message.id} message={message} />
            ))}
          </ol>
        )}
      </div>
    </Section>
  );
}

function Message({ message }: { readonly message: ShownMessage }) {
  const { at, topic, text, bytes, retained } = message;
  return (
    <li className={styles['message']}>
      <p className={styles['messageHead']}>
        <time dateTime={new Date(at).toISOString()} title={exactTime(at)}>
          {clockTime(at)}
        </time>
        <code className={styles['topic']}>{topic}</code>
        <span className={styles['size']}>
          {retained && <span title="The broker remembered this; it may be old.">retained · </span>}
          {sizeInWords(bytes)}
        </span>
      </p>
      <pre className={styles['payload']}>{useMemo(() => readableText(text), [text])}</pre>
    </li>
  );
}

function newestFirst(messages: readonly ShownMessage[], filter: string): readonly ShownMessage[] {
  const wanted = filter.trim().toLowerCase();
  const matching = messages.filter(({ topic, text }) => `${topic}\n${text}`.toLowerCase().includes(wanted));
  return matching.slice(-shownAtMost).toReversed();
}

function emptyWords(known: number, filter: string): string {
  return known === 0
    ? 'No message yet. Battery devices speak rarely: a sensor may be silent for an hour.'
    : `None of ${known} messages contains “${filter}”.`;
}
