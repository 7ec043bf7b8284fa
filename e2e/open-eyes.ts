import type { Page } from '@playwright/test';

import { knock } from '@/embedded-broker/guest.testing';

import type { StoryBroker } from './brokers';
import { everythingKept } from './everything-kept';
import { passwords } from './fixtures';

/** What everybody gets to see who may look: at the broker with the owner's rights, at the page, its console and its storage. */
export async function openEyes(broker: StoryBroker, page: Page) {
  const spy = knock(broker.url, { username: 'owner', password: passwords.owner, protocolVersion: 5 });
  await spy.next('connect');
  await spy.client.subscribeAsync('#');
  const heard: string[] = [];
  spy.client.on('message', (topic, payload) => heard.push(`${topic} ${payload.toString('latin1')}`));
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  return {
    heard,
    async everything() {
      return [await page.content(), await everythingKept(page), ...said, ...heard, broker.log()].join('\n');
    },
    close: () => spy.client.endAsync(true),
  };
}
