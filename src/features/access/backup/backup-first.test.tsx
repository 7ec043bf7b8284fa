import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';

import type { SessionClient } from '@/session/client';
import { SessionClientContext } from '@/session/client-context';
import type { Questions } from '@/session/protocol';

import { BackupFirst } from './backup-first';
import { backupKey } from './use-backup';

type BackupStanding = Questions['accountsBackup']['answer'];

/** `standing`: what the broker told; undefined: nothing yet */
function shown(standing?: BackupStanding): string {
  const queries = new QueryClient();
  if (standing !== undefined) queries.setQueryData(backupKey, standing);
  const client = { askAccess: () => new Promise(() => {}) } as unknown as SessionClient; // it says nothing
  return renderToStaticMarkup(
    <SessionClientContext value={client}>
      <QueryClientProvider client={queries}>
        <BackupFirst disabledReason={null} isBeginning={false} onBegin={() => {}} onSaved={() => {}} />
      </QueryClientProvider>
    </SessionClientContext>,
  ).replaceAll(/<[^>]*>/g, ' ');
}

const last = { by: 'admin', at: 0, accounts: 3 };
const byHand = { risk: 'It may lose them.', steps: ['Copy it.'] };
const told = { outcome: 'told', byHand, last } as const;

test('where the broker does not say whether its accounts are backed up, one can go on without a backup', () => {
  const silent: readonly (BackupStanding | undefined)[] = [undefined, { outcome: 'unanswered' }];
  for (const standing of silent) {
    expect(shown(standing)).toContain('Asking the broker');
    expect(shown(standing)).toContain('Go on without a backup');
  }
  expect(shown({ ...told, changedSince: 2, isCurrent: false })).toContain('Go on without a backup');
});

test('where a backup knows every account, nobody is asked to go on without', () => {
  const words = shown({ ...told, changedSince: 0, isCurrent: true });
  expect(words).toContain('Start with all');
  expect(words).not.toContain('without');
});
