import type { Withheld } from '@/core/feed';
import { useWithheld } from '@/store/home-hooks';
import { Notice } from '@/ui/notice';

import styles from './devices-page.module.css';

/** What the broker kept back, and the line of its configuration that cures it. */
export function WithheldNotice() {
  return useWithheld().map((withheld) => <OneNotice key={withheld.reason} withheld={withheld} />);
}

function OneNotice({ withheld }: { readonly withheld: Withheld }) {
  const { reason, topics, devices } = withheld;
  switch (reason) {
    case 'retained-limit':
      return (
        <Notice
          tone="warning"
          title={`This broker withheld ${devices === 1 ? 'the status of one device' : `the status of ${devices} devices`}.`}
        >
          <p>
            Mosquitto sends a WebSocket client at most about 1,000 remembered messages at a time and drops the rest
            without a word. What is missing shows as unknown until the device speaks. This line in{' '}
            <code>mosquitto.conf</code> cures it; restart the broker afterwards:
          </p>
          <pre className={styles['cure']}>max_queued_messages 0</pre>
          <Topics topics={topics} />
        </Notice>
      );
    case 'denied':
      return (
        <Notice
          tone="warning"
          title={`This broker does not let you read ${devices === 1 ? 'one topic' : `${devices} topics`}.`}
        >
          <p>
            The account you signed in with has no permission for them. Whoever runs the broker can grant it, for
            Mosquitto with a line like this in its ACL file:
          </p>
          <pre className={styles['cure']}>topic read {topics[0] ?? '#'}</pre>
          <Topics topics={topics} />
        </Notice>
      );
  }
}

function Topics({ topics }: { readonly topics: readonly string[] }) {
  return (
    <details className={styles['topics']}>
      <summary>{topics.length === 1 ? 'The topic' : `The first ${topics.length} topics`}</summary>
      <ul>
        {topics.map((topic) => (
          <li key={topic}>
            <code>{topic}</code>
          </li>
        ))}
      </ul>
    </details>
  );
}
