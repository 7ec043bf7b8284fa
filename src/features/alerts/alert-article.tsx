import { useId } from 'react';
import { Link } from 'react-router';

import type { Alert, AlertAct } from '@/core/alert';
import { adviceOn, alertStateWords, severityWords } from '@/core/alert-words';
import { useConnection, useDevice } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { exactTime } from '@/ui/age-words';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { Icon, type IconName } from '@/ui/icon';
import { MenuButton } from '@/ui/menu-button';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { StatusBadge } from '@/ui/status-badge';

import { AlertEvidence } from './alert-evidence';
import { AlertFix } from './alert-fix';
import { AlertPicture } from './alert-picture';
import styles from './alerts-page.module.css';
import { snoozeChoices } from './snooze-choices';
import { useAlertAct } from './use-alert-act';

export const severityIcons: Readonly<Record<Alert['severity'], IconName>> = {
  critical: 'siren',
  warning: 'warning',
  info: 'info',
};

/** One alert: what happened, how we know, what to do, and what somebody did about it. */
export function AlertArticle({ alert, level = 2 }: { readonly alert: Alert; readonly level?: 2 | 3 }) {
  const heading = useId();
  const Heading = `h${level}` as const;
  const { severity, state, title, evidence } = alert;
  const advice = adviceOn(alert.class);
  return (
    <article aria-labelledby={heading} className={classNames(styles['alert'], state !== 'open' && styles['quiet'])}>
      <header className={styles['head']}>
        <Heading id={heading} className={styles['title']}>
          {title}
        </Heading>
        <p className={styles['facts']}>
          <StatusBadge tone={severity} icon={severityIcons[severity]}>
            {severityWords(severity)}
          </StatusBadge>
          <Age at={alert.t} />
          {alert.count > 1 && <span>seen {alert.count} times</span>}
          <DeviceName alert={alert} />
        </p>
        <Dealt alert={alert} />
      </header>
      <AlertPicture alert={alert} />
      <AlertEvidence evidence={evidence} />
      {state !== 'resolved' && advice !== null && <p className={styles['advice']}>{advice}</p>}
      <AlertActions alert={alert} />
    </article>
  );
}

export function DeviceName({ alert: { device: id } }: { readonly alert: Alert }) {
  const device = useDevice(id ?? '');
  if (device === undefined) return null;
  return <Link to={paths.device(device.id)}>{device.name}</Link>;
}

/** What somebody did about it, or that it passed by itself. */
function Dealt({ alert: { state, changedAt, until } }: { readonly alert: Alert }) {
  if (state === 'open') return null;
  return (
    <p className={styles['dealt']}>
      <Icon name={state === 'snoozed' ? 'sleep' : 'check'} size={16} />
      <span>
        {alertStateWords(state)} {state === 'snoozed' && until !== null ? `until ${exactTime(until)}` : null}
        {state !== 'snoozed' && <Age at={changedAt} />}
      </span>
    </p>
  );
}

function AlertActions({ alert }: { readonly alert: Alert }) {
  const act = useAlertAct(alert.id);
  const connected = useConnection().status === 'connected';
  const reason = connected ? null : 'There is no connection, so nobody else would know.';
  const { state, endedAt } = alert;
  const does = (what: AlertAct, label: string, icon?: IconName) => (
    <Button size="small" disabledReason={reason} onPress={() => act(what)} {...(icon && { icon })}>
      {label}
    </Button>
  );
  return (
    <div className={styles['actions']}>
      {state !== 'resolved' && <AlertFix alert={alert} />}
      {state === 'open'
        ? does({ type: 'acknowledge' }, 'Acknowledge', 'check')
        : does({ type: 'reopen' }, 'Open again')}
      {state === 'open' && <Snooze onSnooze={(until) => act({ type: 'snooze', until })} disabledReason={reason} />}
      {state !== 'resolved' && endedAt !== null && does({ type: 'resolve' }, 'Mark as resolved')}
    </div>
  );
}

type SnoozeProps = { readonly onSnooze: (until: number) => void; readonly disabledReason: string | null };

export function Snooze({ onSnooze, disabledReason }: SnoozeProps) {
  const now = useNow(60_000);
  const choices = snoozeChoices(now).map(({ label, until }) => ({
    label,
    detail: shortTime(until, now),
    onChoose: () => onSnooze(until),
  }));
  return (
    <MenuButton icon="clock" choices={choices} disabledReason={disabledReason}>
      Snooze
    </MenuButton>
  );
}

/** "14:02" of the same day, "Wed 07:00" of another one. */
function shortTime(at: number, now: number): string {
  const isToday = new Date(at).toDateString() === new Date(now).toDateString();
  const form = isToday
    ? ({ timeStyle: 'short' } as const)
    : ({ weekday: 'short', hour: '2-digit', minute: '2-digit' } as const);
  return new Intl.DateTimeFormat(undefined, form).format(at);
}
