import { useId, useRef, type ReactNode } from 'react';

import type { Alert } from '@/core/alerts/alert';
import { adviceOn, alertStateWords, severityWords, verdictWords } from '@/core/alerts/alert-words';
import { overSince, titleNow } from '@/core/alerts/danger-over';
import type { DeviceId } from '@/core/device';
import { lessonWords } from '@/core/alerts/learned-from';
import { shownName } from '@/core/shown-name';
import { useConnection, useDevice } from '@/store/home-hooks';
import { Age } from '@/ui/age';
import { exactTime } from '@/ui/age-words';
import { Button } from '@/ui/button';
import { classNames } from '@/ui/class-names';
import type { Heir } from '@/ui/handed-focus';
import { Icon, type IconName } from '@/ui/icon';
import { MenuButton } from '@/ui/menu-button';
import { useNow } from '@/ui/now';
import { paths } from '@/ui/paths';
import { StatusBadge } from '@/ui/status-badge';
import { TextLink } from '@/ui/text-link';

import { ActNotice } from './act-notice';
import { AlertEvidence } from './alert-evidence';
import { AlertFix } from './alert-fix';
import { AlertPicture } from './alert-picture';
import styles from './alerts-page.module.css';
import { MuteMenu } from './mute-menu';
import { SaveAlertEvidence } from './save-evidence-step';
import { snoozeChoices } from './snooze-choices';
import { useAlertAct } from './use-alert-act';

export const severityIcons: Readonly<Record<Alert['severity'], IconName>> = {
  critical: 'siren',
  warning: 'warning',
  info: 'info',
};

type AlertArticleProps = {
  readonly alert: Alert;
  /** of its heading: within a story one deeper */
  readonly level?: 2 | 3;
  /** it is kept in this browser only: nothing can be done about it any more */
  readonly isPast?: boolean;
};

/** One alert: what happened, how we know, what to do, and what somebody did about it. */
export function AlertArticle({ alert, level = 2, isPast = false }: AlertArticleProps) {
  const heading = useId();
  const Heading = `h${level}` as const;
  const { severity, state, evidence } = alert;
  const over = overSince(alert);
  const advice = adviceOn(alert);
  // an incident hands over all that was seen at once
  const save = level === 2 && evidence.length > 0 && <SaveAlertEvidence alert={alert} />;
  return (
    <article aria-labelledby={heading} className={classNames(styles['alert'], state !== 'open' && styles['quiet'])}>
      <header className={styles['head']}>
        <Heading id={heading} className={styles['title']}>
          {titleNow(alert)}
        </Heading>
        <p className={styles['facts']}>
          <StatusBadge tone={severity} icon={severityIcons[severity]}>
            {severityWords(severity)}
          </StatusBadge>
          <Age at={alert.t} />
          {over !== null && (
            <span>
              Ended <Age at={over} />
            </span>
          )}
          {alert.count > 1 && <span>seen {alert.count} times</span>}
          {alert.device !== null && <DeviceName id={alert.device} />}
        </p>
        <Dealt alert={alert} />
      </header>
      <AlertPicture alert={alert} />
      <AlertEvidence evidence={evidence} />
      {state !== 'resolved' && advice !== null && <p className={styles['advice']}>{advice}</p>}
      {!isPast && <AlertActions alert={alert}>{save}</AlertActions>}
      {isPast && save && <div className={styles['actions']}>{save}</div>}
    </article>
  );
}

export function DeviceName({ id }: { readonly id: DeviceId }) {
  const device = useDevice(id);
  if (device === undefined) return null;
  return <TextLink to={paths.device(device.id)}>{shownName(device)}</TextLink>;
}

/** What somebody did about it, or that it passed by itself. */
function Dealt({ alert: { state, changedAt, until, verdict } }: { readonly alert: Alert }) {
  if (state === 'open') return null;
  return (
    <p className={styles['dealt']}>
      <Icon name={state === 'snoozed' ? 'sleep' : 'check'} size={16} />
      <span>
        {alertStateWords(state)} {state === 'snoozed' && until !== null ? `until ${exactTime(until)}` : null}
        {state !== 'snoozed' && <Age at={changedAt} />}
        {verdict !== null && verdict.kind !== 'none' && `: ${verdictWords(verdict.kind)}`}
      </span>
    </p>
  );
}

type AlertActionsProps = {
  readonly alert: Alert;
  /** what else can be done with it */
  readonly children: ReactNode;
};

function AlertActions({ alert, children }: AlertActionsProps) {
  const acting = useAlertAct(alert.id);
  const act = acting.mutate;
  const connected = useConnection().status === 'connected';
  const reason = connected ? null : 'There is no connection, so nobody else would know.';
  const { state, endedAt } = alert;
  // it is there in every state: what goes away when it was pressed hands it the focus
  const stays = useRef<HTMLButtonElement>(null);
  const heir = () => stays.current;
  return (
    <>
      <div className={styles['actions']}>
        {state !== 'resolved' && <AlertFix alert={alert} heir={heir} />}
        <Button
          ref={stays}
          size="small"
          disabledReason={reason}
          onPress={() => act(state === 'open' ? { type: 'acknowledge' } : { type: 'reopen' })}
          {...(state === 'open' && { icon: 'check' })}
        >
          {state === 'open' ? 'Acknowledge' : 'Open again'}
        </Button>
        {state === 'open' && (
          <Snooze onSnooze={(until) => act({ type: 'snooze', until })} disabledReason={reason} heir={heir} />
        )}
        {state !== 'resolved' && (
          <Judge
            note={lessonWords(alert)}
            onJudge={(verdict) => act({ type: 'judge', verdict })}
            disabledReason={reason}
            heir={heir}
          />
        )}
        {state !== 'resolved' && endedAt !== null && (
          <Button size="small" disabledReason={reason} heir={heir} onPress={() => act({ type: 'resolve' })}>
            Mark as resolved
          </Button>
        )}
        <MuteMenu alert={alert} disabledReason={reason} />
        {children}
      </div>
      <ActNotice of={acting} />
    </>
  );
}

type JudgeProps = {
  /** what it changes beside that */
  readonly note: string;
  readonly onJudge: (verdict: 'mine' | 'false-alarm') => void;
  readonly disabledReason: string | null;
  readonly heir: Heir;
};

/** Says what it was: that closes it. What else it changes, which differs, stands below the choices. */
export function Judge({ note, onJudge, disabledReason, heir }: JudgeProps) {
  const choices = [
    { label: 'This was me', detail: 'or one of us', onChoose: () => onJudge('mine') },
    { label: 'False alarm', detail: 'nothing happened', onChoose: () => onJudge('false-alarm') },
  ];
  return (
    <MenuButton choices={choices} note={note} disabledReason={disabledReason} heir={heir}>
      What it was
    </MenuButton>
  );
}

type SnoozeProps = {
  readonly onSnooze: (until: number) => void;
  readonly disabledReason: string | null;
  readonly heir: Heir;
};

export function Snooze({ onSnooze, disabledReason, heir }: SnoozeProps) {
  const now = useNow(60_000);
  const choices = snoozeChoices(now).map(({ label, until }) => ({
    label,
    detail: shortTime(until, now),
    onChoose: () => onSnooze(until),
  }));
  return (
    <MenuButton icon="clock" choices={choices} disabledReason={disabledReason} heir={heir}>
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
