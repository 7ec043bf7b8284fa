import { useMutation, useQuery } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { ComparedAnswer } from '@/session/protocol';
import { useAdmin } from '@/store/home-hooks';
import { AskFirstButton } from '@/ui/ask-first-button';
import { LinkButton } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { paths } from '@/ui/paths';
import { Section } from '@/ui/section';

import styles from '../access-page.module.css';

type Told = Extract<ComparedAnswer, { outcome: 'told' }>;
const askAgainMs = 3_000;

/** The way back by a press, where the broker is Gatehouse's own and somebody can still administer it. `file`: the account file. */
export function PutBack({ file }: { readonly file: string }) {
  const client = useSessionClient();
  const admin = useAdmin();
  const isOpen = admin.status === 'open';
  const { data } = useQuery({
    queryKey: ['accounts-backup', 'compared', admin],
    queryFn: () => client.askAccess('compareAccounts', { file }),
    refetchInterval: ({ state }) => (state.data?.outcome === 'unanswered' ? askAgainMs : false),
    enabled: isOpen,
    gcTime: 0,
  });
  const restore = useMutation({ mutationFn: () => client.askAccess('restoreAccounts', { file }), gcTime: 0 });
  const answer = restore.data;
  if (answer?.outcome === 'restored')
    return (
      <Section heading="Put it back into this broker">
        <Notice
          tone="ok"
          role="status"
          title="The accounts are back"
          actions={<LinkButton to={paths.access}>Sign in as administrator</LinkButton>}
        >
          {answer.sentence}
        </Notice>
      </Section>
    );
  if (isOpen && data?.outcome !== 'told') return null; // a Mosquitto, or nobody knows yet
  return (
    <Section heading="Put it back into this broker">
      <div className={styles['stack']}>
        {answer?.outcome === 'refused' && <Notice tone="critical" role="alert" title={answer.reason} />}
        {isOpen && data?.outcome === 'told' ? (
          <>
            <Change change={data} />
            <div>
              <AskFirstButton
                tone="primary"
                pending={restore.isPending}
                question={{
                  title: 'Put these accounts in the place of all that the broker has?',
                  sentence: 'All accounts, rights and rules are then as they were when the backup was made.',
                  points: pointsOf(data),
                  confirmLabel: 'Put them back',
                  danger: true,
                }}
                onConfirm={restore.mutate}
              >
                Put them back
              </AskFirstButton>
            </div>
          </>
        ) : (
          <>
            <p className={styles['sentence']}>
              Gatehouse’s own broker takes them back by a press, from whoever is signed in as its administrator. Sign in
              on Access first, then come back here and open the backup.
            </p>
            <div>
              <LinkButton to={paths.access}>Go to Access</LinkButton>
            </div>
          </>
        )}
      </div>
    </Section>
  );
}

function Change({ change }: { readonly change: Told }) {
  const points = pointsOf(change);
  if (points.length === 0)
    return <p className={styles['sentence']}>The same log-ins are let in, with the same roles. Rules may be others.</p>;
  return (
    <ul className={styles['points']} aria-label="What changes">
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}

function pointsOf({
  comeBack,
  goAway,
  otherPassword,
  administratorAgain,
  unbarred,
  otherRights,
}: Told): readonly string[] {
  return [
    ...(administratorAgain.length > 0 ? [`Administrator again: ${listed(administratorAgain)}.`] : []),
    ...(unbarred.length > 0 ? [`No longer restricted: ${listed(unbarred)}.`] : []),
    ...(comeBack.length > 0 ? [`Let in again: ${listed(comeBack)}.`] : []),
    ...(goAway.length > 0 ? [`Not let in any more: ${listed(goAway)}.`] : []),
    ...(otherPassword.length > 0 ? [`Let in with the password of then only: ${listed(otherPassword)}.`] : []),
    ...(otherRights.length > 0 ? [`With the rights of then: ${listed(otherRights)}.`] : []),
  ];
}

const mostNames = 8;

function listed(names: readonly string[]): string {
  const more = names.length - mostNames;
  const shown = names.slice(0, mostNames);
  return more > 0 ? `${shown.join(', ')} and ${more} more` : shown.join(', ');
}
