import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';

import { useSessionClient } from '@/session/client-context';
import type { NewPersonRole, PersonRow } from '@/session/protocol';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';
import { Skeleton } from '@/ui/skeleton';

import styles from '../access-page.module.css';
import { NoAnswer, OldAnswer } from '../old-answer';
import { RequireAdmin } from '../require-admin';
import { BackupSection } from '../backup/backup-section';
import { AddPersonDialog } from './add-person-dialog';
import { BreakGlass } from './break-glass';
import { ChangeRoleDialog } from './change-role-dialog';
import { OlderRoleNotice } from './older-role';
import { NewPasswordDialog } from './new-password-dialog';
import { OffBoardDialog } from './off-board-dialog';
import { PersonCard } from './person-card';

const refetchMs = 20_000;

/** Who of the people may log in, as what, and how they leave. */
export function PeoplePage() {
  return <RequireAdmin>{({ username }) => <People administrator={username} />}</RequireAdmin>;
}

type Open =
  | { readonly what: 'add'; readonly role: NewPersonRole }
  | { readonly what: 'role' | 'password' | 'off-board'; readonly person: PersonRow }
  | null;

function People({ administrator }: { readonly administrator: string }) {
  const client = useSessionClient();
  const [open, setOpen] = useState<Open>(null);
  const list = useQuery({
    queryKey: ['people', administrator],
    queryFn: async () => {
      const answer = await client.askAccess('people', {});
      if (answer.outcome !== 'listed') throw new Error('The broker did not tell who its people are.');
      return answer;
    },
    refetchInterval: refetchMs,
  });
  const close = () => {
    setOpen(null);
    void list.refetch();
  };
  if (list.data === undefined) {
    return list.isPending ? (
      <Skeleton label="Asking the broker who its people are" lines={5} />
    ) : (
      <NoAnswer title="The broker did not tell who its people are." onAgain={() => void list.refetch()} />
    );
  }
  const { people, roles, updates, orders, older } = list.data;
  const administrators = people.filter(({ role, disabled }) => role === 'administrator' && !disabled);
  return (
    <div className={styles['parts']}>
      <OldAnswer asked={list} />
      {administrators.length < 2 && (
        <Notice
          tone="warning"
          title="There is only one administrator."
          actions={
            <Button onPress={() => setOpen({ what: 'add', role: 'administrator' })}>Make a second administrator</Button>
          }
        >
          Nobody can change the log-in they are signed in with: the broker would cut them, and might lock them out for
          good. With two, each can give the other a new password.
        </Notice>
      )}
      {older.map((one) => (
        <OlderRoleNotice key={one.role} older={one} onChanged={() => void list.refetch()} />
      ))}
      <Section
        heading="People"
        look="bare"
        lead="Log-ins of people and of programs that act for them."
        actions={
          <Button tone="primary" onPress={() => setOpen({ what: 'add', role: 'guest' })}>
            Add a person
          </Button>
        }
      >
        <ul className={styles['cards']} aria-label="People">
          {people.map((person) => (
            <PersonCard
              key={person.username}
              person={person}
              onRole={() => setOpen({ what: 'role', person })}
              onPassword={() => setOpen({ what: 'password', person })}
              onOffBoard={() => setOpen({ what: 'off-board', person })}
              onChanged={() => void list.refetch()}
            />
          ))}
        </ul>
      </Section>
      <BreakGlass />
      <BackupSection />
      {open?.what === 'add' && (
        <AddPersonDialog first={open.role} roles={roles} watcher={{ updates, orders }} onClose={close} />
      )}
      {open?.what === 'role' && (
        <ChangeRoleDialog person={open.person} roles={roles} watcher={{ updates, orders }} onClose={close} />
      )}
      {open?.what === 'password' && <NewPasswordDialog person={open.person} onClose={close} />}
      {open?.what === 'off-board' && <OffBoardDialog person={open.person} onClose={close} />}
    </div>
  );
}
