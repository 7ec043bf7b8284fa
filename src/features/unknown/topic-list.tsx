import { conventionName } from '@/core/convention-words';
import { sizeWords } from '@/core/history-words';
import { secretWords } from '@/core/log-ins/secret-words';
import { startSentence } from '@/core/spoken-name';
import { mostExplainedBytes, type UnknownTopic } from '@/core/unknown-traffic';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { useNow } from '@/ui/now';
import { Card } from '@/ui/section';

import { rateWords, type TopicGroup } from './topic-groups';
import styles from './unknown-page.module.css';

const mostShown = 50;

type GroupProps = {
  readonly group: TopicGroup;
  readonly since: number;
  readonly onExplain: (topic: UnknownTopic) => void;
};

/** The topics below one first level. */
export function TopicList({ group, since, onExplain }: GroupProps) {
  const { head, topics, maybe } = group;
  const rest = topics.length - mostShown;
  return (
    <article>
      <h3 className={styles['groupHead']}>
        {head}
        <span className={styles['muted']}>
          {topics.length === 1 ? '1 topic' : `${topics.length} topics`}
          {maybe !== null && `, probably of ${conventionName(maybe)}`}
        </span>
      </h3>
      <Card flush>
        <ul className={styles['topics']}>
          {topics.slice(0, mostShown).map((topic) => (
            <TopicRow key={topic.topic} topic={topic} since={since} onExplain={onExplain} />
          ))}
          {rest > 0 && <li className={styles['row']}>And {rest} more below it.</li>}
        </ul>
      </Card>
    </article>
  );
}

type RowProps = Omit<GroupProps, 'group'> & { readonly topic: UnknownTopic };

function TopicRow({ topic, since, onExplain }: RowProps) {
  const now = useNow();
  const { heardAt, maybe, secrets } = topic;
  return (
    <li className={styles['row']}>
      <div className={styles['told']}>
        <p>
          <code className={styles['topic']}>{topic.topic}</code>
        </p>
        <p className={styles['example']}>{exampleOf(topic)}</p>
        <p className={styles['muted']}>
          {startSentence(rateWords(topic, since, now))}
          {heardAt !== null && (
            <>
              , last <Age at={heardAt} />
            </>
          )}
          {maybe !== null && `. Looks like ${conventionName(maybe)}`}
        </p>
        {secrets.map((secret) => (
          <p key={secret} className={styles['secret']}>
            {secretWords(secret)} stands there in clear. Gatehouse hides it.
          </p>
        ))}
      </div>
      <Button
        size="small"
        reasonSide="end"
        label={`Say what it is: ${topic.topic}`}
        disabledReason={reasonAgainst(topic)}
        onPress={() => onExplain(topic)}
      >
        Say what it is
      </Button>
    </li>
  );
}

function reasonAgainst({ form, bytes }: UnknownTopic): string | null {
  if (form === 'picture' || (form === 'text' && bytes <= mostExplainedBytes)) return null;
  return form === 'text' || form === 'long'
    ? 'Its messages are too long to be explained.'
    : 'Its messages hold nothing that could be explained.';
}

function exampleOf({ form, text, whole, bytes }: UnknownTopic): string {
  switch (form) {
    case 'text':
      return whole ? (text ?? '') : `${text ?? ''}… (${sizeWords(bytes)})`;
    case 'picture':
      return `A picture of ${sizeWords(bytes)}`;
    case 'binary':
      return `${sizeWords(bytes)} that are no text`;
    case 'long':
      return `A long document of ${sizeWords(bytes)}, which is not read`;
    case 'empty':
      return 'An empty message';
  }
}
