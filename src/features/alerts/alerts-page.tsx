import { memo, startTransition, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';

import type { AlertId } from '@/core/alerts/alert';
import { watchWords } from '@/core/watch-words';
import { useAlerts, useConnection, useListening, useWatch } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { EmptyState } from '@/ui/empty-state';
import { useHandedFocus } from '@/ui/handed-focus';
import { Notice } from '@/ui/notice';
import { PageHeader } from '@/ui/page-header';
import { SegmentedControl } from '@/ui/segmented-control';
import { Skeleton } from '@/ui/skeleton';
import { SteadyPresses } from '@/ui/steady-presses';
import { WatchSign } from '@/ui/watch-sign';

import { AlertArticle } from './alert-article';
import { alertItem, holdsAlert, isSameItem, type AlertItem } from './alert-items';
import { alertsFor, countOf, filterOf, sentenceOf, type AlertFilter } from './alert-list';
import styles from './alerts-page.module.css';
import { IncidentArticle } from './incident-article';
import { MutedList } from './muted-list';
import { NotificationSwitch } from './notification-switch';
import type { PastAlerts } from './past-alerts';
import { SharingNotice } from './sharing-notice';
import { useAlertItems } from './use-alert-items';
import { usePastAlerts } from './use-past-alerts';
import { useWantedAlert, useWantedId } from './use-wanted-alert';

const page = 30;

/** What happened and wants a person. */
export function AlertsPage() {
  const all = useAlerts();
  const alerts = useAlertItems(all);
  const watch = useWatch();
  const isConnected = useConnection().status === 'connected';
  const [filter, setFilter] = useState<AlertFilter>('open');
  const inSight = useInSight(alerts, filter);
  const known = useMemo(() => new Set(all.map(({ id }) => id)), [all]);
  const wanted = useWantedId();
  const isElsewhere = useIsWantedElsewhere(alerts, wanted);
  const past = usePastAlerts(filter === 'resolved' || isElsewhere, known);
  const items = useMemo(
    () => [...alerts, ...(past.status === 'read' ? past.alerts.map(alertItem) : [])],
    [alerts, past],
  );
  const isNowhere = isElsewhere && past.status !== 'reading' && !items.some((item) => holdsAlert(item, wanted));
  const shown = useMemo(() => alertsFor(items, filter, inSight), [items, filter, inSight]);
  const [most, setMost] = useState(page);
  const readOnAt = useReadOn();
  const segments = useRef<HTMLDivElement>(null);
  useWantedAlert(items, (item) => {
    const place = alertsFor(items, filterOf(item), inSight).indexOf(item);
    setFilter(filterOf(item));
    setMost(Math.max(most, place + 1));
  });
  return (
    <>
      <PageHeader title="Alerts" sentence={sentenceOf(alerts, isConnected)} />
      <SharingNotice />
      {isNowhere && (
        <Notice tone="info" role="status" title="The alert that you were led to is not known here any more.">
          The broker forgets what was resolved long ago, and another home knows nothing of it.
        </Notice>
      )}
      <SegmentedControl
        label="Which alerts"
        ref={segments}
        value={filter}
        onChange={setFilter}
        segments={[
          { value: 'open', label: withCount('Open', countOf(alerts, 'open')) },
          { value: 'set-aside', label: withCount('Set aside', countOf(alerts, 'set-aside')) },
          { value: 'resolved', label: withCount('Resolved', countOf(alerts, 'resolved')) },
        ]}
      />
      {shown.length === 0 ? (
        <NoAlerts filter={filter} past={past} />
      ) : (
        <SteadyPresses key={filter} rows='[id^="alert-"]'>
          <ul aria-label="Alerts" className={styles['alerts']}>
            {shown.slice(0, most).map((item, at) => (
              <Row
                key={item.id}
                item={item}
                isPast={!known.has(item.id)}
                neighbour={(shown[at + 1] ?? shown[at - 1])?.id ?? null}
                segments={segments}
              />
            ))}
          </ul>
        </SteadyPresses>
      )}
      {filter === 'resolved' && shown.length > 0 && <PastNotice past={past} />}
      {shown.length > most && (
        <Button
          onPress={() =>
            // a phone takes a while for them, and does other things meanwhile
            startTransition(() => {
              setMost(most + page);
              readOnAt(shown[most]?.id ?? null);
            })
          }
        >
          Show {Math.min(page, shown.length - most)} more
        </Button>
      )}
      <MutedList />
      <WatchSign words={watchWords(watch, isConnected)} />
      <NotificationSwitch />
    </>
  );
}

type RowProps = {
  readonly item: AlertItem;
  readonly isPast: boolean;
  /** the entry that has the focus when this one leaves the list; null: the segment that is chosen */
  readonly neighbour: string | null;
  readonly segments: RefObject<HTMLDivElement | null>;
};

/** Of a year there may be hundreds: an entry that is as it was is not drawn again. */
const Row = memo(function Row({ item, isPast, neighbour, segments }: RowProps) {
  const heir = () => placeOf(neighbour) ?? segments.current?.querySelector<HTMLElement>('input:checked');
  const place = useHandedFocus<HTMLLIElement>(heir);
  return (
    <li
      ref={place}
      id={`alert-${item.id}`}
      data-alerts={item.type === 'alert' ? item.id : item.incident.alerts.join(' ')}
      tabIndex={-1}
      className={styles['place']}
    >
      {item.type === 'alert' ? <AlertArticle alert={item.alert} isPast={isPast} /> : <IncidentArticle {...item} />}
    </li>
  );
}, isSameRow);

function isSameRow(one: RowProps, other: RowProps): boolean {
  return one.isPast === other.isPast && one.neighbour === other.neighbour && isSameItem(one.item, other.item);
}

function placeOf(id: string | null): HTMLElement | null {
  return id === null ? null : document.getElementById(`alert-${id}`);
}

/** Whoever wants more goes on reading at the first that came. */
function useReadOn() {
  const [first, setFirst] = useState<string | null>(null);
  useLayoutEffect(() => placeOf(first)?.focus(), [first]);
  return setFirst;
}

function withCount(label: string, count: number): string {
  return count === 0 ? label : `${label} ${count}`;
}

/** The address names an alert that the home does not tell of any more: it may be kept in this browser. */
function useIsWantedElsewhere(alerts: readonly AlertItem[], id: AlertId): boolean {
  const { phase } = useListening();
  const { status } = useConnection();
  const isHeard = phase === 'settled' || status !== 'connected';
  return id !== '' && isHeard && !alerts.some((item) => holdsAlert(item, id));
}

/** What was open while this list was looked at. */
function useInSight(alerts: readonly AlertItem[], filter: AlertFilter): ReadonlySet<string> {
  const [seen, setSeen] = useState<{ readonly filter: AlertFilter; readonly ids: ReadonlySet<string> }>({
    filter,
    ids: new Set(),
  });
  const before = seen.filter === filter ? seen.ids : new Set<string>();
  const open = alerts.filter(({ state }) => state === 'open').map(({ id }) => id);
  if (seen.filter !== filter || open.some((id) => !before.has(id))) {
    setSeen({ filter, ids: new Set([...before, ...open]) });
  }
  return seen.ids;
}

/** Why there may be more than is shown. */
function PastNotice({ past: { status } }: { readonly past: PastAlerts }) {
  switch (status) {
    case 'reading':
      return <Skeleton label="Reading what was resolved before" lines={2} />;
    case 'unreadable':
      return (
        <Notice
          tone="warning"
          role="status"
          title="What was resolved before is not shown: the history cannot be read."
        />
      );
    case 'not-kept':
    case 'read':
      return null;
  }
}

function NoAlerts({ filter, past }: { readonly filter: AlertFilter; readonly past: PastAlerts }) {
  const connected = useConnection().status === 'connected';
  const listening = useListening().phase !== 'settled';
  if (filter === 'open' && connected && listening) return <Skeleton label="Listening for alerts" lines={4} />;
  switch (filter) {
    case 'open':
      return (
        <EmptyState icon="shield-check" title={connected ? 'Nothing wants your attention.' : 'No open alert is known.'}>
          {connected
            ? 'When a device goes silent, a code is tried, something is opened by force or a stranger joins, it is told here at once.'
            : 'There is no connection to your home, so what happens there now is not seen here.'}
        </EmptyState>
      );
    case 'set-aside':
      return (
        <EmptyState icon="check" title="Nothing is set aside.">
          What you acknowledge or snooze is kept here until it is over.
        </EmptyState>
      );
    case 'resolved':
      if (past.status === 'reading' || past.status === 'unreadable') return <PastNotice past={past} />;
      if (past.status === 'not-kept')
        return (
          <EmptyState icon="clock" title="No resolved alert is known.">
            Your broker remembers none, and this browser keeps no history of your home now.
          </EmptyState>
        );
      return (
        <EmptyState icon="clock" title="Nothing was resolved yet.">
          What passed, or what one of you resolved, is kept here.
        </EmptyState>
      );
  }
}
