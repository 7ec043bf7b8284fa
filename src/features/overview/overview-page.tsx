import { useMemo, useRef } from 'react';

import type { Alert } from '@/core/alerts/alert';
import { watchWords } from '@/core/watch-words';
import { judgeBy } from '@/firmware/judge';
import { useHomeStore } from '@/store/home-context';
import {
  useAlerts,
  useConnection,
  useDeviceView,
  useFirmwareKnowledge,
  useLastHome,
  useListening,
  useOpenAlerts,
  useUpdatePlan,
  useWatch,
  useWithheld,
} from '@/store/home-hooks';
import { useHomeSummary } from '@/store/home-summary';
import { useNow } from '@/ui/now';
import { PageHeader } from '@/ui/page-header';
import { WatchSign } from '@/ui/watch-sign';

import { DevicesByRoom } from './devices-by-room';
import { addsToOverview, happenedTodos } from './happened';
import { incidentTodos, openStories } from './incidents';
import { orderedTodos } from './ordered-todos';
import styles from './overview-page.module.css';
import { TodoList } from './todo-list';
import { todosOf } from './todos';
import { updatesTodo, updatesView } from './updates-todo';
import { weaknessTodos, weaknessView } from './weakness-todo';
import { verdict } from './verdict';
import { VerdictBadge } from './verdict-badge';

const dayMs = 86_400_000;

/** Is my home safe, and what should I do next? */
export function OverviewPage() {
  const hero = useRef<HTMLDivElement>(null);
  const summary = useHomeSummary();
  const connection = useConnection();
  const listening = useListening();
  const withheld = useWithheld().reduce((sum, { devices }) => sum + devices, 0);
  const updates = useDeviceView(useUpdatesView());
  const weaknesses = weaknessTodos(useWeaknesses());
  const home = useHomeStore();
  const adds = (alert: Alert) => addsToOverview(alert, home.read(`device ${alert.device ?? ''}`));
  const { incidents, alone, tellAlarm } = openStories(useAlerts(), useOpenAlerts(), adds);
  const alerts = alone.filter(adds);
  const watch = useWatch();
  const now = useNow(60_000);
  const lastHome = useLastHome();
  const heardUntil = lastHome?.at ?? (connection.status === 'reconnecting' ? connection.since : null);
  const isAway = connection.status !== 'connected';
  const toSay = tellAlarm ? { ...summary, concerns: summary.concerns.filter(({ kind }) => kind !== 'alarm') } : summary;
  const facts = { connection, listening, summary: toSay, withheld, alerts, incidents, heardUntil };
  const { mood, sentence, detail } = verdict(facts, now);
  const todos = orderedTodos(
    incidentTodos(incidents),
    happenedTodos(alerts),
    todosOf(summary.concerns, withheld, { settled: listening.phase === 'settled', isAway }),
    weaknesses,
    updatesTodo(updates),
  );
  return (
    <>
      <div ref={hero} className={styles['hero']}>
        <VerdictBadge mood={mood} />
        <PageHeader title={sentence} {...(detail !== null && { sentence: detail })} />
      </div>
      <WatchSign words={watchWords(watch, connection.status === 'connected')} />
      {/* when it is done, the heading says how the home is now */}
      <TodoList todos={todos} heir={() => hero.current?.querySelector('h1')} />
      <DevicesByRoom />
    </>
  );
}

/** Counts anew only when other versions are not wanted, or more is known. */
function useUpdatesView() {
  const { skipped } = useUpdatePlan();
  const knowledge = useFirmwareKnowledge();
  const today = useNow(dayMs);
  return useMemo(() => updatesView({ skipped }, judgeBy(knowledge), today), [skipped, knowledge, today]);
}

function useWeaknesses() {
  const knowledge = useFirmwareKnowledge();
  const today = useNow(dayMs);
  return useDeviceView(useMemo(() => weaknessView(judgeBy(knowledge), today), [knowledge, today]));
}
