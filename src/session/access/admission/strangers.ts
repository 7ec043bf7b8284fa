import { openBroker } from '@/broker/broker';

import type { Office } from '../admin';
import type { Strangers } from '../rights/rights-questions';

const waitMs = 8_000;
const settling = { quietMs: 300, maxMs: 2_000 } as const;
const asked = ['#', '$SYS/#', 'gatehouse/v1/#', 'zigbee2mqtt/#', 'homeassistant/#'] as const;

type Parts = {
  readonly url: string;
  readonly office: Office;
  readonly clock: () => number;
  readonly random: () => number;
};

/**
 * Knocks without a username, listens for a moment, and says one thing on a topic that nobody else uses; whether it came
 * through is heard by the administrator, as MQTT 3.1.1 does not tell.
 */
export async function tryStrangers({ url, office, clock, random }: Parts): Promise<Strangers> {
  const told = (areLetIn: boolean, sentence: string): Strangers => ({ tried: true, at: clock(), areLetIn, sentence });
  let settle: (isIn: boolean | null) => void = () => {};
  const entered = new Promise<boolean | null>((resolve) => (settle = resolve));
  let heard = 0;
  const broker = openBroker({
    login: { url, username: '', password: '' },
    clock,
    random,
    events: {
      onState({ status, ...rest }) {
        if (status === 'connected') settle(true);
        if (status === 'failed' || status === 'reconnecting')
          settle('failure' in rest && rest.failure?.kind === 'bad-credentials' ? false : null);
      },
      onMessage: () => void (heard += 1),
      onOversize: () => void (heard += 1),
    },
  });
  const late = setTimeout(() => settle(null), waitMs);
  const isIn = await entered;
  clearTimeout(late);
  try {
    if (isIn === false) return told(false, 'Nobody gets in without a username: the broker refused it.');
    if (isIn === null) return { tried: false };
    const granted = (await broker.subscribe(asked)).filter((one) => one.granted).map(({ filter }) => filter);
    await broker.settle(settling);
    const mayPublish = await comesThrough(
      broker,
      office,
      `gatehouse/v1/probe/${Math.floor(random() * 2 ** 48).toString(36)}`,
    );
    return told(true, sentenceOf(granted, heard, mayPublish));
  } finally {
    await broker.close();
  }
}

async function comesThrough(broker: ReturnType<typeof openBroker>, office: Office, topic: string): Promise<boolean> {
  let came = false;
  const stop = office.onMessage((message) => {
    if (message.topic === topic) came = true;
  });
  await office.broker.subscribe([topic]);
  await broker.publish({ topic, payload: '', qos: 1 });
  await office.broker.settle(settling);
  stop();
  void office.broker.unsubscribe([topic]);
  return came;
}

function sentenceOf(granted: readonly string[], heard: number, mayPublish: boolean): string {
  const listens = granted.includes('#')
    ? 'listen to everything'
    : granted.length > 0
      ? `listen to ${granted.join(', ')}`
      : 'listen to nothing that was tried';
  const brought = heard === 0 ? ', which brought nothing' : '';
  const says = mayPublish ? 'publish' : 'publish nothing where it was tried';
  return `Anybody on your network gets in without a username, and may ${listens}${brought}, and ${says}.`;
}
