import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { Strangers } from '@/session/protocol';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';
import { Section } from '@/ui/section';

import styles from './rights-page.module.css';

type StrangersSectionProps = { readonly strangers: Strangers; readonly onTried: () => void };

/** Whether somebody gets in without a username: nobody has to believe it, it is tried. */
export function StrangersSection({ strangers, onTried }: StrangersSectionProps) {
  const client = useSessionClient();
  const attempt = useMutation({
    mutationFn: () => client.askAccess('tryStrangers', {}),
    onSuccess: onTried,
  });
  const found = attempt.data ?? strangers;
  return (
    <Section
      heading="Without a username"
      actions={
        <Button size="small" pending={attempt.isPending} onPress={() => attempt.mutate()}>
          {found.tried ? 'Try again' : 'Try it'}
        </Button>
      }
    >
      <div role="status">
        {found.tried ? (
          <Notice tone={found.areLetIn ? 'critical' : 'ok'} title={found.sentence}>
            Tried <Age at={found.at} />.
            {found.areLetIn && ' Set “allow_anonymous false” in the broker’s configuration and start it again.'}
          </Notice>
        ) : attempt.data === undefined ? (
          <p className={styles['muted']}>
            Gatehouse can knock at the broker without a username, listen for a moment, and say one word on a topic of
            its own.
          </p>
        ) : (
          <Notice tone="warning" title="The broker could not be reached a second time. Try again in a moment." />
        )}
      </div>
    </Section>
  );
}
