import { useMutation } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';

import type { Alert, AlertAct } from '@/core/alerts/alert';
import { alertStateWords, severityWords } from '@/core/alerts/alert-words';
import type { Incident } from '@/core/alerts/incident';
import { useSessionClient } from '@/session/client-context';
import { useConnection } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import { Icon } from '@/ui/icon';
import { StatusBadge } from '@/ui/status-badge';

import { ActNotice } from './act-notice';
import { AlertArticle, DeviceName, Judge, severityIcons, Snooze } from './alert-article';
import styles from './alerts-page.module.css';
import { lastSightingOf } from './last-sighting';
import { Playbook } from './playbook';
import { devicesIn } from './playbook-tasks';

type IncidentArticleProps = { readonly incident: Incident; readonly alerts: readonly Alert[] };

/** Several alerts as one story: what it is, what to do about it step by step, and each alert on its own below. */
export function IncidentArticle({ incident, alerts }: IncidentArticleProps) {
  const heading = useId();
  const [open, setOpen] = useState(false);
  const { severity, state, title, t, overSince } = incident;
  const last = lastSightingOf(alerts);
  const named = devicesIn(incident.playbook);
  const devices = named.length > 0 ? named : alerts.flatMap(({ device }) => device ?? []).slice(0, 1);
  return (
    <article aria-labelledby={heading} className={classNames(styles['alert'], state !== 'open' && styles['quiet'])}>
      <header className={styles['head']}>
        <h2 id={heading} className={styles['title']}>
          {title}
        </h2>
        <p className={styles['facts']}>
          <StatusBadge tone={severity} icon={severityIcons[severity]}>
            {severityWords(severity)}
          </StatusBadge>
          <span>
            Began <Age at={t} />
          </span>
          {overSince !== undefined && (
            <span>
              Ended <Age at={overSince} />
            </span>
          )}
          <span>{alerts.length} alerts tell it</span>
          {devices.map((id) => (
            <DeviceName key={id} id={id} />
          ))}
        </p>
        {last !== null && (
          <p className={styles['facts']}>
            <span>
              Last seen <Age at={last.evidence.t} />: {last.evidence.text}
            </span>
            {devices.length > 1 && last.alert.device !== null && <DeviceName id={last.alert.device} />}
          </p>
        )}
        {state !== 'open' && (
          <p className={styles['dealt']}>
            <Icon name={state === 'snoozed' ? 'sleep' : 'check'} size={16} />
            <span>{alertStateWords(state)}</span>
          </p>
        )}
      </header>
      {state !== 'resolved' && <Playbook incident={incident} alerts={alerts} />}
      <div className={styles['actions']}>
        <IncidentActions incident={incident} alerts={alerts} />
        <Button size="small" expanded={open} onPress={() => setOpen(!open)}>
          {open ? 'Hide what was seen' : 'Show what was seen'}
        </Button>
      </div>
      {open && (
        <ol aria-label="What was seen" className={styles['alerts']}>
          {alerts.map((alert) => (
            <li key={alert.id}>
              <AlertArticle alert={alert} level={3} />
            </li>
          ))}
        </ol>
      )}
    </article>
  );
}

/** What is done with an incident is done with each of its alerts that it still concerns. */
function IncidentActions({ incident: { state }, alerts }: IncidentArticleProps) {
  const client = useSessionClient();
  const connected = useConnection().status === 'connected';
  const reason = connected ? null : 'There is no connection, so nobody else would know.';
  const acting = useMutation({
    mutationFn: ({ what, of }: { what: AlertAct; of: readonly Alert[] }) =>
      Promise.all(of.map(({ id }) => client.alertAct(id, what))),
    meta: { saysItself: true },
  });
  const { mutate } = acting;
  const open = alerts.filter((alert) => alert.state === 'open');
  const live = alerts.filter((alert) => alert.state !== 'resolved');
  const asideOf = alerts.filter((alert) => alert.state === 'acknowledged' || alert.state === 'snoozed');
  const reopened = { what: { type: 'reopen' }, of: asideOf.length > 0 ? asideOf : alerts } as const;
  // the one that is there in every state
  const stays = useRef<HTMLButtonElement>(null);
  const heir = () => stays.current;
  const isOver = live.every(({ endedAt }) => endedAt !== null);
  return (
    <>
      <Button
        ref={stays}
        size="small"
        disabledReason={reason}
        onPress={() => mutate(state === 'open' ? { what: { type: 'acknowledge' }, of: open } : reopened)}
        {...(state === 'open' && { icon: 'check' })}
      >
        {state === 'open' ? 'Acknowledge' : 'Open again'}
      </Button>
      {state === 'open' && (
        <Snooze
          disabledReason={reason}
          heir={heir}
          onSnooze={(until) => mutate({ what: { type: 'snooze', until }, of: open })}
        />
      )}
      {state !== 'resolved' && (
        <Judge
          note={`It is said of each of the ${live.length} alerts that are not closed, and closes them. What is learned from it differs: each of them tells that where you say it of that one alone.`}
          disabledReason={reason}
          heir={heir}
          onJudge={(verdict) => mutate({ what: { type: 'judge', verdict }, of: live })}
        />
      )}
      {state !== 'resolved' && isOver && (
        <Button
          size="small"
          disabledReason={reason}
          heir={heir}
          onPress={() => mutate({ what: { type: 'resolve' }, of: live })}
        >
          Mark as resolved
        </Button>
      )}
      <ActNotice of={acting} />
    </>
  );
}
