import { useState, type ReactNode } from 'react';

import type { LookAround, UnknownTopic } from '@/core/unknown-traffic';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { useNow } from '@/ui/now';
import { Section } from '@/ui/section';
import { TextField } from '@/ui/text-field';

import { groupTopics } from './topic-groups';
import { TopicList } from './topic-list';
import styles from './unknown-page.module.css';
import { UnseenNotes } from './unseen-notes';

type LookAroundSectionProps = {
  /** null: nobody looks around */
  readonly found: LookAround | null;
  readonly onStart: () => void;
  readonly onStop: () => void;
  readonly onBelow: (topic: string) => void;
  readonly onExplain: (topic: UnknownTopic) => void;
};

/** Looking around, only when somebody wants it, and what it found. */
export function LookAroundSection({ found, onStart, onStop, onBelow, onExplain }: LookAroundSectionProps) {
  if (found === null) {
    return (
      <Section heading="Topics that nobody claims">
        <div className={styles['stack']}>
          <p>
            Gatehouse listens only to what it understands. If you miss a device, let it look around on your broker: for
            five minutes, a part at a time, and only while this page is open. Nothing is published.
          </p>
          <div>
            <Button tone="primary" icon="search" onPress={onStart}>
              Look around
            </Button>
          </div>
        </div>
      </Section>
    );
  }
  const groups = groupTopics(found.topics);
  const isOver = found.phase === 'over' || found.phase === 'failed';
  return (
    <Section
      heading="Topics that nobody claims"
      look="bare"
      lead={<PhaseWords found={found} />}
      actions={
        <Button size="small" icon={isOver ? 'search' : 'close'} onPress={isOver ? onStart : onStop}>
          {isOver ? 'Look again' : 'Stop looking'}
        </Button>
      }
    >
      <UnseenNotes unseen={found.unseen} beyond={found.beyond} />
      {groups.length === 0 && found.phase !== 'looking' ? <NothingFound found={found} /> : null}
      {groups.map((group) => (
        <TopicList key={group.head} group={group} since={found.since} onExplain={onExplain} />
      ))}
      {!isOver && <BelowForm onBelow={onBelow} />}
    </Section>
  );
}

function PhaseWords({ found }: { readonly found: LookAround }): ReactNode {
  const now = useNow();
  const count = found.topics.length === 1 ? '1 topic' : `${found.topics.length} topics`;
  const minutes = Math.max(1, Math.round((found.endsAt - now) / 60_000));
  return (
    <span role="status" aria-label="Looking around">
      {count}. {phaseWords(found.phase, minutes)}
    </span>
  );
}

function phaseWords(phase: LookAround['phase'], minutes: number): string {
  switch (phase) {
    case 'looking':
      return 'Looking through what the broker remembers…';
    case 'listening':
      return minutes === 1 ? 'Listening for another minute.' : `Listening for another ${minutes} minutes.`;
    case 'over':
      return 'Looking around has ended, so as not to burden your broker.';
    case 'failed':
      return 'The broker did not let Gatehouse look around: it refused a second connection.';
  }
}

/** Of what was not looked at nobody can say that it is understood. */
export function NothingFound({ found: { unseen, beyond } }: { readonly found: Pick<LookAround, 'unseen' | 'beyond'> }) {
  if (unseen.length > 0 || beyond > 0) {
    return (
      <EmptyState icon="search" title="Nothing was found where Gatehouse looked.">
        The broker may hold more: “What could not be looked at” says where. You can look below a topic you know.
      </EmptyState>
    );
  }
  return (
    <EmptyState icon="check" title="Everything that was heard is understood.">
      What speaks only now and then may still come.
    </EmptyState>
  );
}

/** For whoever knows where his device speaks. */
function BelowForm({ onBelow }: { readonly onBelow: (topic: string) => void }) {
  const [topic, setTopic] = useState('');
  const wrong = /[+#]/.test(topic) ? 'A topic holds no + and no #.' : null;
  const submit = () => {
    const place = topic.trim().replace(/\/+$/, '');
    if (place === '' || wrong !== null) return;
    onBelow(place);
    setTopic('');
  };
  return (
    <form
      aria-label="Look below a topic"
      className={styles['below']}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label="Look below a topic you know"
        value={topic}
        onChange={setTopic}
        error={wrong}
        placeholder="garage/door"
        verbatim
      />
      <Button type="submit">Look there</Button>
    </form>
  );
}
