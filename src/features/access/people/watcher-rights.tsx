import { useState } from 'react';

import type { OrderRight, OrderRightChoice, PersonRow, UpdateRight, UpdateRightChoice } from '@/session/protocol';
import { ChoiceList } from '@/ui/choice-list';
import { TextField } from '@/ui/text-field';

export type WatcherChoices = {
  readonly updates: readonly UpdateRightChoice[];
  readonly orders: readonly OrderRightChoice[];
};

/** What a watcher may do besides looking out, as it is chosen. `before`: what it may now; absent: it is new. */
export function useWatcherRights(before?: Pick<PersonRow, 'updates' | 'orders' | 'tells'>) {
  const [updates, setUpdates] = useState<UpdateRight>(before?.updates ?? 'none');
  const [orders, setOrders] = useState<OrderRight>(before?.orders ?? 'none');
  const [topics, setTopics] = useState((before?.tells ?? []).join(', '));
  const tells = topics
    .split(',')
    .map((topic) => topic.trim())
    .filter((topic) => topic !== '');
  return { asked: { updates, orders, tells }, updates, setUpdates, orders, setOrders, topics, setTopics };
}

type WatcherRightsProps = {
  readonly choices: WatcherChoices;
  readonly rights: ReturnType<typeof useWatcherRights>;
};

/** Asks what a watcher may do besides looking out, each with what it means for the house. */
export function WatcherRights({ choices, rights }: WatcherRightsProps) {
  const { updates, setUpdates, orders, setOrders, topics, setTopics } = rights;
  return (
    <>
      <TextField
        label="Topics on which it tells people"
        value={topics}
        onChange={setTopics}
        placeholder="home/alerts"
        description="Those of --notify-topic and --siren-topic, with commas between; none if it tells people another way. It may speak there and nowhere else: whoever has this log-in could send a false alarm, or sound that siren."
        autoComplete="off"
        verbatim
      />
      <ChoiceList label="Orders" value={orders} onChange={setOrders} choices={choices.orders} />
      <ChoiceList label="Updates" value={updates} onChange={setUpdates} choices={choices.updates} />
    </>
  );
}
