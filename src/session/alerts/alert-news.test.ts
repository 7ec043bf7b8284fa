import { expect, test } from 'vitest';

import { alertOf } from '@/core/alerts/alert.testing';

import { openAlertNews } from './alert-news';

const alerts = new Map(['a', 'b'].map((id) => [id, alertOf({ id })]));
const change = (part: Partial<Parameters<ReturnType<typeof openAlertNews>['add']>[0]>) => ({
  changed: [],
  gone: [],
  fresh: [],
  ...part,
});

test('a page that opens is told of every alert, and announces none of them', () => {
  const news = openAlertNews(alerts);
  expect(news.take()).toMatchObject({ alerts: { changed: [{ id: 'a' }, { id: 'b' }], fresh: [], notify: [] } });
  expect(news.take()).toEqual({});
});

test('a new alert is announced on every page, and shown as a notification by one', () => {
  const [one, other] = [openAlertNews(alerts), openAlertNews(alerts)];
  one.add(change({ changed: ['a'], fresh: ['a'] }), true);
  other.add(change({ changed: ['a'], fresh: ['a'] }), false);
  expect(one.take().alerts).toMatchObject({ fresh: ['a'], notify: ['a'] });
  expect(other.take().alerts).toMatchObject({ fresh: ['a'], notify: [] });
});

test('what came and went before the page was ready is only gone', () => {
  const news = openAlertNews(new Map());
  news.add(change({ changed: ['x'], fresh: ['x'] }), true);
  news.add(change({ gone: ['x'] }), true);
  expect(news.take().alerts).toEqual({ changed: [], gone: ['x'], fresh: [], notify: [] });
});
