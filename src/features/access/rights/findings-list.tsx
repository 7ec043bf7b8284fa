import type { ClientAnswer, RightsFinding } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './rights-page.module.css';

type FindingsListProps = {
  readonly findings: readonly RightsFinding[];
  readonly clients: readonly ClientAnswer[];
  readonly onNarrow: (username: string) => void;
};

/** What should be changed about the accounts, with the button that does it where there is one. */
export function FindingsList({ findings, clients, onNarrow }: FindingsListProps) {
  return (
    <Section heading="What to change" look="bare">
      {findings.length === 0 ? (
        <Notice tone="ok" title="Nothing. Every account has no more than it should, as far as anybody can tell." />
      ) : (
        <ul className={styles['findings']} aria-label="What to change">
          {findings.map((finding) => (
            <li key={finding.title}>
              <Finding
                finding={finding}
                client={clients.find(({ username }) => username === finding.username)}
                onNarrow={onNarrow}
              />
            </li>
          ))}
        </ul>
      )}
    </Section>
  );
}

type FindingProps = Pick<FindingsListProps, 'onNarrow'> & {
  readonly finding: RightsFinding;
  readonly client: ClientAnswer | undefined;
};

function Finding({ finding: { severity, title, advice, canNarrow, toldAt }, client, onNarrow }: FindingProps) {
  const narrow = canNarrow && client !== undefined && (
    <Button
      size="small"
      disabledReason={client.narrowing.possible ? null : client.narrowing.reason}
      label={`Give it only what it needs: ${client.username}`}
      onPress={() => onNarrow(client.username)}
    >
      Give it only what it needs
    </Button>
  );
  return (
    <Notice tone={severity} title={title} {...(narrow !== false && { actions: narrow })}>
      {advice}
      {toldAt !== undefined && (
        <>
          {' '}
          Told <Age at={toldAt} />.
        </>
      )}
    </Notice>
  );
}
