import { keepConnected } from './connection';
import type { Link } from './link';
import type { Broker, BrokerOptions } from './port';
import { request } from './request';
import { settle } from './settle';
import { openSubscriptions, type Subscriptions } from './subscriptions';
import { isTopic } from './topic';

export type { Broker, BrokerEvents, BrokerState, Login, PublishResult, RequestResult, Subscribed } from './port';

/** Connects over MQTT.js, in a Worker or in Node, and stays connected until `close`. */
export function openBroker({ events, ...options }: BrokerOptions): Broker {
  let connected: { readonly link: Link; readonly subscriptions: Subscriptions } | null = null;

  const clientId = `gatehouse-${Math.floor(options.random() * 2 ** 48).toString(36)}`;
  const close = keepConnected({
    ...options,
    clientId,
    onState: events.onState,
    onOversize: events.onOversize,
    onLink(link) {
      connected = link === null ? null : { link, subscriptions: openSubscriptions(link) };
      link?.onMessage(events.onMessage);
    },
  });

  return {
    clientId,
    async subscribe(filters, options) {
      const offline = () => filters.map((filter) => ({ filter, granted: false, reason: 'not-connected' }) as const);
      return connected?.subscriptions.subscribe(filters, options) ?? offline();
    },
    async unsubscribe(filters) {
      await connected?.subscriptions.unsubscribe(filters);
    },
    async publish(outgoing) {
      if (connected === null) return { outcome: 'refused', reason: 'not-connected' };
      if (!isTopic(outgoing.topic)) return { outcome: 'refused', reason: 'not-authorised' };
      return connected.link.publish(outgoing);
    },
    async request(asked, { timeoutMs }) {
      if (connected === null) return { outcome: 'not-connected' };
      return request(connected.link, connected.subscriptions, asked, timeoutMs);
    },
    async settle(how) {
      if (connected !== null) await settle(connected.link, how);
    },
    close,
  };
}
