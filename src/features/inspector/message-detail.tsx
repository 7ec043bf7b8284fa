import { useEffect, useId, useRef } from 'react';

import type { Difference, FieldChange } from '@/core/message-difference';
import type { ShownMessage } from '@/core/shown-message';
import { useDevice } from '@/store/home-hooks';
import { exactTime } from '@/ui/age-words';
import { Button, IconButton } from '@/ui/button';
import { Facts, type Fact } from '@/ui/facts';
import { paths } from '@/ui/paths';
import { TextLink } from '@/ui/text-link';

import styles from './inspector.module.css';
import { MessagePicture } from './message-picture';
import { clockTime, contentWords, readableText, sizeWords } from './message-words';

type MessageDetailProps = {
  readonly message: ShownMessage;
  readonly onCopy: () => void;
  readonly onClose: () => void;
};

/** Everything that may be shown of one message. */
export function MessageDetail({ message, onCopy, onClose }: MessageDetailProps) {
  const heading = useId();
  const device = useDevice(message.device ?? '');
  const { content, bytes } = message;
  const facts = factsOf(message);
  if (device !== undefined) {
    facts.push({ label: 'Device', value: <TextLink to={paths.device(device.id)}>{device.name}</TextLink> });
  }
  const place = useRef<HTMLElement>(null);
  // on a phone it opens below the list
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    // what scrolls must take the focus, so that it can be read without a mouse
    <section aria-labelledby={heading} className={styles['detail']} tabIndex={-1} ref={place}>
      <div className={styles['detailHead']}>
        <p id={heading}>This message</p>
        <Button size="small" onPress={onCopy}>
          Copy
        </Button>
        <IconButton icon="close" label="Close this message" onPress={onClose} />
      </div>
      <Facts facts={facts} />
      <DifferenceOf difference={message.difference} />
      {content.kind === 'picture' && <MessagePicture message={message} content={content} />}
      {content.kind === 'text' && (
        // what scrolls must take the focus, so that it can be read without a mouse
        <pre className={styles['payload']} role="region" aria-label="Payload" tabIndex={0}>
          {readableText(content.text)}
        </pre>
      )}
      {content.kind === 'text' && content.isCut && (
        <p className={styles['quiet']}>Cut here: all of it is {sizeWords(bytes)}.</p>
      )}
      {(content.kind === 'binary' || content.kind === 'empty') && <p>{contentWords(content, bytes)}.</p>}
    </section>
  );
}

function factsOf({ at, topic, bytes, retained }: ShownMessage): Fact[] {
  return [
    { label: 'Topic', value: <code className={styles['whole']}>{topic}</code> },
    { label: 'Received', value: <span title={exactTime(at)}>{clockTime(at)}</span> },
    { label: 'Size', value: sizeWords(bytes) },
    {
      label: 'Kind',
      value: retained
        ? 'Retained: the broker’s memory of it, which may be old'
        : 'Live: it was published at that moment',
    },
  ];
}

function DifferenceOf({ difference }: { readonly difference: Difference }) {
  switch (difference.kind) {
    case 'first':
      return <p className={styles['quiet']}>The first on its topic since Gatehouse listens.</p>;
    case 'same':
      return <p className={styles['quiet']}>It says the same as the message before it on this topic.</p>;
    case 'other':
      return null;
    case 'whole':
      return (
        <p>
          Before: <code className={styles['whole']}>{difference.before}</code>
        </p>
      );
    case 'fields':
      return <Changes fields={difference.fields} more={difference.more} />;
  }
}

function Changes({ fields, more }: { readonly fields: readonly FieldChange[]; readonly more: number }) {
  return (
    <div>
      <table className={styles['changes']}>
        <caption>What changed since the message before it</caption>
        <thead>
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Before</th>
            <th scope="col">Now</th>
          </tr>
        </thead>
        <tbody>
          {fields.map(({ path, before, after }) => (
            <tr key={path}>
              <th scope="row">{path}</th>
              <td>{before ?? 'not there'}</td>
              <td>{after ?? 'gone'}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p className={styles['quiet']}>And {more} more.</p>}
    </div>
  );
}
