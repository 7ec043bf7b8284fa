import { useMutation } from '@tanstack/react-query';

import type { Alert } from '@/core/alerts/alert';
import { classWords } from '@/core/alerts/alert-words';
import { canBeMuted } from '@/core/alerts/mute';
import { useSessionClient } from '@/session/client-context';
import { MenuButton } from '@/ui/menu-button';
import { useNow } from '@/ui/now';

import { ActNotice } from './act-notice';

const dayMs = 86_400_000;
const ends = [
  { label: 'For a day', ms: dayMs },
  { label: 'For a week', ms: 7 * dayMs },
  { label: 'For a month', ms: 30 * dayMs },
] as const;

type MuteMenuProps = { readonly alert: Alert; readonly disabledReason: string | null };

/** No more of this from this device, until a day that is chosen. Where it may not be muted it is not offered. */
export function MuteMenu({ alert, disabledReason }: MuteMenuProps) {
  const client = useSessionClient();
  const now = useNow(60_000);
  const muting = useMutation({ mutationFn: (until: number) => client.mute(alert.id, until) });
  if (!canBeMuted(alert.class)) return null;
  const choices = ends.map(({ label, ms }) => ({
    label,
    detail: `${classWords(alert.class)}, until ${day(now + ms)}`,
    onChoose: () => muting.mutate(now + ms),
  }));
  return (
    <>
      <MenuButton choices={choices} disabledReason={disabledReason}>
        Mute
      </MenuButton>
      <ActNotice of={muting} />
    </>
  );
}

function day(at: number): string {
  return new Intl.DateTimeFormat(undefined, { weekday: 'short', day: 'numeric', month: 'short' }).format(at);
}
