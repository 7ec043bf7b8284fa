import type { Link } from './link';
import type { SubscribeOptions, Subscribed } from './port';
import { covers, isFilter } from './topic';

/** Small enough for a SUBSCRIBE to be one WebSocket frame, and for its retained messages to stay far below 1,000. */
const filtersAPacket = 100;
/** the next question mostly follows soon and goes to the same bridge */
const graceMs = 5_000;

type Access = 'granted' | 'refused' | 'not-connected';

type Borrowed = { users: number; readonly access: Promise<Access>; isOurs: boolean };

/** What is subscribed on one link, for whom. Ends with the link. */
export type Subscriptions = {
  subscribe(filters: readonly string[], options?: SubscribeOptions): Promise<readonly Subscribed[]>;
  unsubscribe(filters: readonly string[]): Promise<void>;
  /** makes sure that messages of `topic` come, until as many calls of `giveBack` */
  borrow(topic: string): Promise<Access>;
  giveBack(topic: string): void;
};

export function openSubscriptions(link: Link): Subscriptions {
  const granted = new Set<string>();
  const borrowed = new Map<string, Borrowed>();
  const graces = new Set<ReturnType<typeof setTimeout>>();
  link.onLost(() => graces.forEach(clearTimeout));

  async function ask(filters: readonly string[], options?: SubscribeOptions): Promise<readonly Subscribed[]> {
    const grants = await link.subscribe(filters, options);
    return filters.map((filter, index) => {
      if (grants === null) return { filter, granted: false, reason: 'not-connected' };
      return grants[index] === true ? { filter, granted: true } : { filter, granted: false, reason: 'refused' };
    });
  }

  function lend(topic: string): Borrowed {
    // two subscriptions that match would deliver each message twice
    const isCovered = [...granted].some((filter) => covers(filter, topic));
    const access = isCovered ? Promise.resolve<Access>('granted') : ask([topic]).then(([answer]) => accessOf(answer));
    return { users: 0, access, isOurs: !isCovered };
  }

  return {
    async subscribe(filters, options) {
      // the broker takes an invalid filter for a protocol error and cuts the connection
      const valid = filters.filter(isFilter);
      const answers: Subscribed[] = filters
        .filter((filter) => !isFilter(filter))
        .map((filter) => ({ filter, granted: false, reason: 'invalid' }));
      for (let start = 0; start < valid.length; start += filtersAPacket) {
        for (const answer of await ask(valid.slice(start, start + filtersAPacket), options)) {
          if (answer.granted) granted.add(answer.filter);
          answers.push(answer);
        }
      }
      return answers;
    },
    async unsubscribe(filters) {
      const unused: string[] = [];
      for (const filter of filters.filter(isFilter)) {
        granted.delete(filter);
        const lent = borrowed.get(filter);
        if (lent === undefined) unused.push(filter);
        else lent.isOurs = true;
      }
      for (let start = 0; start < unused.length; start += filtersAPacket) {
        await link.unsubscribe(unused.slice(start, start + filtersAPacket));
      }
    },
    borrow(topic) {
      const lent = borrowed.get(topic) ?? lend(topic);
      borrowed.set(topic, lent);
      lent.users += 1;
      return lent.access;
    },
    giveBack(topic) {
      const grace = setTimeout(() => {
        graces.delete(grace);
        const lent = borrowed.get(topic);
        if (lent === undefined || --lent.users > 0) return;
        borrowed.delete(topic);
        if (lent.isOurs && !granted.has(topic)) void link.unsubscribe([topic]);
      }, graceMs);
      graces.add(grace);
    },
  };
}

function accessOf(answer: Subscribed | undefined): Access {
  if (answer?.granted === true) return 'granted';
  return answer?.reason === 'not-connected' ? 'not-connected' : 'refused';
}
