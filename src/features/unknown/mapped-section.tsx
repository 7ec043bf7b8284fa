import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';

import { mappedKindOf, mappingKey, type Mapping } from '@/core/mapping';
import { unreadWords } from '@/core/log-ins/vault-words';
import { useSessionClient } from '@/session/client-context';
import type { MappingAnswer } from '@/session/protocol';
import { useMappings, useUnread } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { FileButton } from '@/ui/file-button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { saveFile } from '@/ui/save-file';
import { Section } from '@/ui/section';
import { TextLink } from '@/ui/text-link';

import styles from './unknown-page.module.css';

/** What people said so far: to be taken back, kept in a file, and read from one. */
export function MappedSection() {
  const client = useSessionClient();
  const mappings = useMappings();
  const unread = useUnread();
  const [isTooLarge, setTooLarge] = useState(false);
  const write = useMutation({
    mutationFn: () => client.askMapping('exportMappings', {}),
    onSuccess: ({ file: text }) => saveFile('gatehouse-mappings.json', text),
  });
  const read = useMutation({
    mutationFn: (file: string) => client.askMapping('importMappings', { file }),
    meta: { saysItself: true },
  });
  const take = (file: string | null) => {
    setTooLarge(file === null);
    if (file !== null) read.mutate(file);
  };
  return (
    <Section
      heading="What you told Gatehouse"
      lead={unread === null ? kept : `${unreadWords[unread]} ${keptThen[unread]}`}
    >
      <div className={styles['stack']}>
        {mappings.length === 0 ? (
          <p className={styles['muted']}>{unread === null ? 'Nothing yet.' : 'Nothing can be shown until then.'}</p>
        ) : (
          <ul aria-label="Described devices" className={styles['topics']}>
            {mappings.map((mapping) => (
              <MappedRow key={mappingKey(mapping)} mapping={mapping} />
            ))}
          </ul>
        )}
        <div className={styles['actions']}>
          <Button
            pending={write.isPending}
            disabledReason={mappings.length === 0 ? 'There is nothing to export yet.' : null}
            onPress={() => write.mutate()}
          >
            Export
          </Button>
          <FileButton accept={['.json']} mostBytes={mostFileBytes} pending={read.isPending} onRead={take}>
            Import
          </FileButton>
        </div>
        <ImportResult
          answer={read.data}
          failed={
            isTooLarge ? 'This file is too large to be an export of Gatehouse.' : read.isError ? unreadable : null
          }
          isUnread={unread !== null}
        />
      </div>
    </Section>
  );
}

const unreadable = 'The file could not be read.';
/** a thousand devices take less */
const mostFileBytes = 4 * 1024 * 1024;
const kept = 'Kept in this browser. Export it to have a copy, or to use it in another browser.';
/** what becomes of what is said meanwhile */
const keptThen = {
  locked: 'What you say now is kept when you unlock it, and gone if Gatehouse is closed before.',
  damaged: 'What you say now is gone when Gatehouse is closed.',
} as const;

function MappedRow({ mapping }: { readonly mapping: Mapping }) {
  const client = useSessionClient();
  const key = mappingKey(mapping);
  const forget = useMutation({ mutationFn: () => client.askMapping('forgetMapping', { key }) });
  return (
    <li className={styles['mapped']}>
      <div className={styles['told']}>
        <p>
          <TextLink to={paths.device(`mapped:${key}`)}>{mapping.name}</TextLink>, {mappedKindOf(mapping.kind).label}
        </p>
        <p className={styles['muted']}>
          <code className={styles['topic']}>{mapping.readings[0]?.topic}</code>
        </p>
      </div>
      <AskFirstButton
        size="small"
        label={`Forget ${mapping.name}`}
        question={{
          title: `Forget ${mapping.name}?`,
          sentence: 'It disappears from Gatehouse, and its topics are unknown again. The device itself is not changed.',
          confirmLabel: 'Forget',
          danger: true,
        }}
        pending={forget.isPending}
        onConfirm={() => forget.mutate()}
      >
        Forget
      </AskFirstButton>
    </li>
  );
}

type ImportResultProps = {
  readonly answer: MappingAnswer | undefined;
  readonly failed: string | null;
  readonly isUnread: boolean;
};

function ImportResult({ answer, failed, isUnread }: ImportResultProps) {
  if (failed !== null) return <Notice tone="critical" role="alert" title={failed} />;
  if (answer === undefined) return null;
  if (answer.outcome === 'refused') {
    return (
      <Notice tone="critical" role="alert" title="Nothing was imported.">
        {answer.reason}
      </Notice>
    );
  }
  return (
    <Notice
      tone="ok"
      role="status"
      title={answer.number === 1 ? '1 device was imported.' : `${answer.number} devices were imported.`}
    >
      {answer.outcome === 'kept-till-closed' && !isUnread
        ? 'This browser stores nothing, so they are gone when Gatehouse is closed.'
        : null}
    </Notice>
  );
}
