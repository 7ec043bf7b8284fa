import type { StoryBroker } from './brokers';

/** Every page that ever connected, and those that are connected now, in the words of the broker itself. */
export function pagesAt(broker: StoryBroker): { readonly ever: number; readonly now: number } {
  const here = new Map<string, boolean>();
  for (const [, come, name = ''] of broker.log().matchAll(/(New client connected .*?as|Client) "?(gatehouse-\w+)/g)) {
    here.set(name, come !== 'Client');
  }
  return { ever: here.size, now: [...here.values()].filter(Boolean).length };
}
