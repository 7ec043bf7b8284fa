import { beforeEach, describe, expect, test } from 'vitest';

import type { Alert, AlertAct, AlertSignal } from '@/core/alert';
import { openBook, openBookChanges, type BookChanges } from '@/core/alert-book';
import { act, hear, take } from '@/core/alert-steps';
import { sighting } from '@/core/alert.testing';

import { nothingTold, openDelivery } from '../delivery/delivery';
import type { Notice } from '../delivery/notice';
import { readQuietHours } from '../delivery/quiet-hours';
import { openAlertTelling } from './alert-telling';

const second = 1_000;
const hour = 3_600_000;
/** one in the morning, in the quiet hours of whoever has some here */
const night = Date.UTC(2026, 10, 23, 1);

/** A warning, which may wait for the morning. */
const seen = (more: Parameters<typeof sighting>[0] = {}): AlertSignal => ({
  type: 'seen',
  sighting: sighting({ severity: 'warning', ...more }),
});
const over = (t: number): AlertSignal => ({
  type: 'over',
  class: 'tamper',
  subject: 'window',
  evidence: { t, topic: 'z', text: 'Closed' },
});

let now = night;
beforeEach(() => void (now = night));

/** A watcher's book of alerts, and what people are told of it. */
function watcher({
  before = null,
  isQuiet = false,
}: { readonly before?: readonly Alert[] | null; readonly isQuiet?: boolean } = {}) {
  const book = openBook();
  const told: Notice[] = [];
  const delivery = openDelivery({
    ways: [
      {
        name: 'ntfy',
        from: 'info',
        async tell(notice) {
          told.push(notice);
          return { outcome: 'delivered' };
        },
      },
    ],
    kept: nothingTold,
    quietHours: isQuiet ? readQuietHours('22:00-07:00', 'UTC') : null,
    clock: () => now,
    onChange() {},
  });
  for (const alert of before ?? []) hear(book, alert, now, openBookChanges());
  const telling = openAlertTelling({ delivery, before });

  function step(work: (changes: BookChanges) => void, isRetained = false): void {
    const changes = openBookChanges();
    work(changes);
    const changed = [...changes.changed].flatMap((id) => book.alerts.get(id) ?? []);
    telling.hear({ changed, gone: [...changes.gone], fresh: isRetained ? [] : [...changes.opened] });
  }

  return {
    telling,
    delivery,
    all: () => [...book.alerts.values()],
    take: (signal: AlertSignal) => step((changes) => take(book, signal, now, changes)),
    act: (what: AlertAct) => step((changes) => act(book, [...book.alerts.keys()][0]!, what, now, changes)), // it has one
    hear: (alert: Alert) => step((changes) => hear(book, alert, now, changes)),
    /** as the broker remembers it */
    remember: (alert: Alert) => step((changes) => hear(book, alert, now, changes), true),
    async told() {
      delivery.tick();
      await delivery.close();
      return told.map(({ title }) => title);
    },
  };
}

/** What another observer opened. */
function opened(more: Parameters<typeof sighting>[0] = {}): Alert {
  const other = watcher();
  other.take(seen({ title: 'Somebody else saw it', ...more }));
  return other.all()[0]!; // just opened
}

describe('what others opened', () => {
  test('while the connection was lost is told when it is there again', async () => {
    const home = watcher();
    home.telling.lookedOver();
    home.telling.connectionLost();
    home.remember(opened());
    home.telling.lookedOver();
    expect(await home.told()).toEqual(['Somebody else saw it']);
  });

  test('is told once, however often the connection is lost', async () => {
    const home = watcher();
    home.telling.lookedOver();
    const alert = opened();
    home.hear(alert);
    for (const count of [2, 3]) {
      home.telling.connectionLost();
      home.remember({ ...alert, count });
      home.telling.lookedOver();
    }
    expect(await home.told()).toEqual(['Somebody else saw it']);
  });

  test('and was so when a home is looked at for the first time is no news, also where that look is broken off', async () => {
    const home = watcher();
    home.telling.connectionLost();
    home.remember(opened());
    home.telling.lookedOver();
    expect(await home.told()).toEqual([]);
  });

  test('and a broker remembers is no news while we listen', async () => {
    const home = watcher();
    home.telling.lookedOver();
    home.remember(opened());
    expect(await home.told()).toEqual([]);
  });

  test('and closed while nobody listened is nothing to be told', async () => {
    const home = watcher({ before: [] });
    home.remember({ ...opened(), state: 'resolved', changes: 1 });
    expect(await home.told()).toEqual([]);
  });

  test('again, which was acknowledged here, is told', async () => {
    const alert = opened();
    const home = watcher({ before: [{ ...alert, state: 'acknowledged', changes: 1 }] });
    home.remember({ ...alert, changes: 2, changedAt: alert.changedAt + second });
    expect(await home.told()).toEqual(['Somebody else saw it']);
  });

  test('of the same cause a moment before us is not told again after a break', async () => {
    const home = watcher();
    home.telling.lookedOver();
    home.take(seen({ t: 2 * second, title: 'We saw it' }));
    home.telling.connectionLost();
    home.remember(opened({ t: second }));
    expect(home.all()).toHaveLength(1);
    expect(await home.told()).toEqual(['We saw it']);
  });
});

test('what another saw a moment before us waits in the place of ours for the end of the quiet hours, till a person has seen it', async () => {
  for (const isClosed of [false, true]) {
    now = night;
    const home = watcher({ isQuiet: true });
    home.telling.lookedOver();
    home.take(seen({ t: 2 * second, title: 'We saw it' }));
    home.remember(opened({ t: second, title: 'It was seen' }));
    if (isClosed) home.act({ type: 'resolve' });
    now += 8 * hour;
    expect(await home.told()).toHaveLength(isClosed ? 0 : 1);
  }
});

test('what somebody took back from the broker before it was told is told', async () => {
  const home = watcher({ isQuiet: true });
  home.telling.lookedOver();
  const alert = opened();
  home.hear(alert);
  home.telling.hear({ changed: [], gone: [alert.id], fresh: [] });
  now += 8 * hour;
  expect(await home.told()).toEqual(['Somebody else saw it']);
});

test('what is open and gets worse is told again', async () => {
  const home = watcher();
  home.telling.lookedOver();
  home.take(seen({ severity: 'warning', title: 'Bad' }));
  home.take(seen({ severity: 'critical', title: 'Worse', t: 2 * second }));
  home.take(seen({ severity: 'warning', title: 'Bad', t: 3 * second }));
  await new Promise(setImmediate);
  expect(await home.told()).toEqual(['Bad', 'Worse']);
});

describe('in the quiet hours', () => {
  test('what came and went is told in the morning', async () => {
    const home = watcher({ isQuiet: true });
    home.take(seen({ title: 'A sensor joined' }));
    now += 2 * 60_000;
    home.take(over(now));
    now += 6 * hour;
    expect(await home.told()).toEqual(['A sensor joined (it is over now)']);
  });

  test('also where another observer says again that it is over', async () => {
    const home = watcher({ isQuiet: true });
    home.take(seen({ title: 'A sensor joined' }));
    home.take(over(now + second));
    home.remember({ ...home.all()[0]!, count: 3 }); // it has one
    now += 6 * hour;
    expect(await home.told()).toEqual(['A sensor joined (it is over now)']);
  });

  test('what a person has closed is not told, before it was over or after', async () => {
    for (const isOverFirst of [true, false]) {
      now = night;
      const home = watcher({ isQuiet: true });
      home.take(seen());
      if (isOverFirst) home.take(over(now + second));
      home.act({ type: 'resolve' });
      now += 6 * hour;
      expect(await home.told()).toEqual([]);
    }
  });

  test('what goes on is told in the morning as what it is', async () => {
    const home = watcher({ isQuiet: true });
    home.take(seen({ title: 'A lid is open' }));
    now += 6 * hour;
    expect(await home.told()).toEqual(['A lid is open']);
  });
});

test('by day what is mild and over before its way is there again is not told late', async () => {
  const home = watcher();
  now = night + 12 * hour;
  const { delivery } = home;
  await delivery.close(); // no way
  home.take(seen());
  home.take(over(now + second));
  expect(delivery.waiting).toBe(0);
});
