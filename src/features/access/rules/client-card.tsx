import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { AdmissionAct, ClientRow } from '@/session/protocol';
import { useDevice } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { paths } from '@/ui/paths';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';
import type { Tone } from '@/ui/tone';

import styles from '../access-page.module.css';

type ClientCardProps = { readonly row: ClientRow; readonly onDone: () => void };

/** One client of the broker: where it stands, who decided that, and the way to another standing. */
export function ClientCard({ row, onDone }: ClientCardProps) {
  const client = useSessionClient();
  const device = useDevice(row.device ?? '');
  const name = device?.name ?? row.client;
  const act = useMutation({
    mutationFn: (what: AdmissionAct) => client.askAccess('admit', { client: row.client, act: what }),
    onSettled: onDone,
  });
  const look = looks[row.standing];
  return (
    <li className={styles['person']} aria-label={name} tabIndex={-1}>
      <div className={styles['who']}>
        <span className={styles['name']}>
          {device === undefined ? name : <TextLink to={paths.device(device.id)}>{name}</TextLink>}
        </span>
        {device !== undefined && <span className={styles['muted']}>Logs in as {row.client}</span>}
        <StatusBadge tone={look.tone} look="plain">
          {look.words}
        </StatusBadge>
        <Decided row={row} />
        {row.pairingCode !== null && (
          <span>
            Pairing code <span className={styles['pairingCode']}>{row.pairingCode}</span>
          </span>
        )}
        {act.data?.outcome === 'refused' && (
          <span role="alert">
            <StatusBadge tone="warning" look="plain">
              {act.data.reason}
            </StatusBadge>
          </span>
        )}
      </div>
      <div className={styles['actions']}>
        <Acts row={row} name={name} pending={act.isPending} onAct={(what) => act.mutate(what)} />
      </div>
    </li>
  );
}

function Decided({ row: { decision } }: { readonly row: ClientRow }) {
  if (decision === null) return null;
  return (
    <span className={styles['muted']}>
      Decided by {decision.policy === null ? decision.by : `a rule that ${decision.by} enforces`}{' '}
      <Age at={decision.at} />
    </span>
  );
}

type ActsProps = {
  readonly row: ClientRow;
  readonly name: string;
  readonly pending: boolean;
  readonly onAct: (what: AdmissionAct) => void;
};

function Acts({ row: { standing, decision, untouchable, isUsedHere }, name, pending, onAct }: ActsProps) {
  const approve = (
    <Button size="small" tone="primary" label={`Approve ${name}`} pending={pending} onPress={() => onAct('approve')}>
      Approve
    </Button>
  );
  if (standing === 'restricted' && decision?.policy === 'newcomers') return approve;
  if (standing === 'banned' || standing === 'restricted') {
    return (
      <Button size="small" label={`Bring back ${name}`} pending={pending} onPress={() => onAct('release')}>
        Bring back
      </Button>
    );
  }
  return (
    <>
      {standing === 'new' && approve}
      <AskFirstButton
        size="small"
        label={`Restrict ${name}`}
        pending={pending}
        disabledReason={untouchable}
        question={
          isUsedHere
            ? { title: `Restrict ${name}?`, sentence: ownConnection, confirmLabel: 'Restrict', danger: true }
            : null
        }
        onConfirm={() => onAct('restrict')}
      >
        Restrict
      </AskFirstButton>
      <AskFirstButton
        size="small"
        label={`Ban ${name}`}
        pending={pending}
        reasonSide="end"
        disabledReason={untouchable}
        question={{
          title: `Ban ${name}?`,
          sentence:
            'It is cut at once and not let in any more. If it is a bridge, everything behind it is cut too. You can bring it back with one press.',
          points: isUsedHere ? [ownConnection] : [],
          confirmLabel: 'Ban',
          danger: true,
        }}
        onConfirm={() => onAct('ban')}
      >
        Ban
      </AskFirstButton>
    </>
  );
}

const ownConnection =
  'This page is connected with this log-in: it loses your home at once, and you have to connect again with another one.';

const looks: Readonly<Record<ClientRow['standing'], { readonly tone: Tone; readonly words: string }>> = {
  new: { tone: 'warning', words: 'New: nobody has approved it' },
  approved: { tone: 'ok', words: 'Approved' },
  restricted: { tone: 'warning', words: 'Restricted: may log in and do nothing' },
  banned: { tone: 'critical', words: 'Banned: is not let in' },
};
