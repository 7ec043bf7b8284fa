import { useMutation } from '@tanstack/react-query';

import { classWords } from '@/core/alerts/alert-words';
import { muteKey, type Mute } from '@/core/alerts/mute';
import { useSessionClient } from '@/session/client-context';
import { useConnection, useDevice, useMutes } from '@/store/home-hooks';
import { exactTime } from '@/ui/age-words';
import { Button } from '@/ui/button';
import { Section } from '@/ui/section';

import { ActNotice } from './act-notice';
import styles from './alerts-page.module.css';

/** What nobody hears of for now: silence is shown. */
export function MutedList() {
  const mutes = useMutes();
  if (mutes.length === 0) return null;
  return (
    <Section heading="Muted" lead="For everybody in your home. What gets worse is told all the same.">
      <ul aria-label="Muted" className={styles['muted-list']}>
        {mutes.map((mute) => (
          <MutedRow key={muteKey(mute)} mute={mute} />
        ))}
      </ul>
    </Section>
  );
}

function MutedRow({ mute }: { readonly mute: Mute }) {
  const client = useSessionClient();
  const device = useDevice(mute.about);
  const connected = useConnection().status === 'connected';
  const unmuting = useMutation({ mutationFn: () => client.unmute(mute) });
  const what = `${nameOf(mute, device?.name)}: ${classWords(mute.class)}`;
  return (
    <li>
      <span>
        {what}, until {exactTime(mute.until)}
      </span>
      <Button
        size="small"
        label={`Unmute ${what}`}
        disabledReason={connected ? null : 'There is no connection, so nobody else would know.'}
        onPress={() => unmuting.mutate()}
      >
        Unmute
      </Button>
      <ActNotice of={unmuting} />
    </li>
  );
}

function nameOf({ about }: Mute, device: string | undefined): string {
  return device ?? (about === 'home' ? 'Your home' : about);
}
