import { beforeEach, describe, expect, test } from 'vitest';

import { causeOf, type Alert, type AlertAct, type AlertSignal, type Severity } from '@/core/alerts/alert';
import { openBook, openBookChanges, type BookChanges } from '@/core/alerts/alert-book';
import { act, hear, take, wake } from '@/core/alerts/alert-steps';
import { sighting } from '@/core/alerts/alert.testing';
import { wellAgainWords } from '@/core/alerts/danger-over';
import { incidentsOf } from '@/core/alerts/incident';
import { localTimeIn } from '@/detection/learned/local-time';

import { nothingTold, openDelivery, type KeptDelivery } from '../delivery/delivery';
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
  sighting: sighting({ severity: 'warning', t: now, ...more }),
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
  kept = nothingTold,
  from = 'info',
  isDown = () => false,
}: {
  readonly before?: readonly Alert[] | null;
  readonly isQuiet?: boolean;
  readonly kept?: KeptDelivery;
  readonly from?: Severity;
  readonly isDown?: () => boolean;
} = {}) {
  const book = openBook();
  const told: Notice[] = [];
  const sirens: Notice[] = [];
  const delivery = openDelivery({
    ways: [
      {
        name: 'ntfy',
        from,
        async tell(notice) {
          if (isDown()) return { outcome: 'failed', reason: 'It is down', final: false };
          told.push(notice);
          return { outcome: 'delivered' };
        },
      },
      {
        name: 'siren',
        from: 'critical',
        async tell(notice) {
          sirens.push(notice);
          return { outcome: 'delivered' };
        },
      },
    ],
    kept,
    quietHours: isQuiet ? readQuietHours('22:00-07:00', 'UTC') : null,
    clock: () => now,
    localTime: localTimeIn('UTC'),
    sight: (id) => (book.seen.has(causeOf(book.alerts.get(id)!)) ? 'stands' : 'opened'), // nothing else is told
    onChange() {},
  });
  for (const alert of before ?? []) hear(book, alert, now, openBookChanges());
  const telling = openAlertTelling({ delivery, alerts: book.alerts, incidentsAmong: incidentsOf, before });

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
    actOnAll: (what: AlertAct) =>
      step((changes) => {
        for (const id of book.alerts.keys()) act(book, id, what, now, changes);
      }),
    wake: () => step((changes) => wake(book, now, changes)),
    hear: (alert: Alert) => step((changes) => hear(book, alert, now, changes)),
    /** as the broker remembers it */
    remember: (alert: Alert) => step((changes) => hear(book, alert, now, changes), true),
    async told() {
      delivery.tick();
      await delivery.close();
      return told.map(({ title }) => title);
    },
    /** what was told since the last look, and how often the siren was; whatever waits and is due is told first */
    async heard() {
      for (let rounds = 0; rounds < 8; rounds++) {
        delivery.tick();
        await new Promise(setImmediate);
      }
      return { notices: told.splice(0), sirens: sirens.splice(0).length };
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

  test('of a flood that waits to be told already, under another rule’s name, waits once', async () => {
    const flood = { class: 'message_flood', device: 'lamp', title: 'The lamp floods your home' } as const;
    const home = watcher({ isDown: () => true });
    home.telling.lookedOver();
    home.take(seen({ ...flood, subject: 'lamp habit' }));
    await home.heard();
    now -= second;
    const other = opened({ ...flood, subject: 'lamp' });
    now += second;
    home.remember(other);
    expect(home.delivery.kept.outbox.waiting.map(({ notice }) => notice.id)).toEqual([other.id]);
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
    home.take(seen({ title: 'We saw it' }));
    home.telling.connectionLost();
    home.remember(opened({ t: now - second }));
    expect(home.all()).toHaveLength(1);
    expect(await home.told()).toEqual(['We saw it']);
  });
});

test('what another saw a moment before us waits in the place of ours for the end of the quiet hours, till a person has seen it', async () => {
  for (const isClosed of [false, true]) {
    now = night;
    const home = watcher({ isQuiet: true });
    home.telling.lookedOver();
    home.take(seen({ title: 'We saw it' }));
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
  expect(await home.told()).toEqual(['Somebody else saw it (seen at 01:00, 8 hours ago)']);
});

test('what is open and gets worse is told again', async () => {
  const home = watcher();
  home.telling.lookedOver();
  home.take(seen({ severity: 'warning', title: 'Bad' }));
  home.take(seen({ severity: 'critical', title: 'Worse', t: now + second }));
  home.take(seen({ severity: 'warning', title: 'Bad', t: now + 2 * second }));
  await new Promise(setImmediate);
  expect(await home.told()).toEqual(['Bad', 'Worse']);
});

describe('what is told late', () => {
  test('for its way was away says when it was, and what is told at once does not', async () => {
    let isDown = false;
    const home = watcher({ isDown: () => isDown });
    home.take(seen({ subject: 'door', title: 'Somebody was at the door' }));
    expect((await home.heard()).notices.map(({ title }) => title)).toEqual(['Somebody was at the door']);
    isDown = true;
    home.take(seen({ severity: 'critical', title: 'Smoke' }));
    now += 40 * 60_000;
    home.take(seen({ severity: 'critical', title: 'A lid', subject: 'lid' }));
    await home.heard();
    isDown = false;
    now += 20 * 60_000;
    expect((await home.heard()).notices.map(({ title }) => title)).toEqual([
      'Smoke (seen at 01:00, 60 minutes ago)',
      'A lid (seen at 01:40, 20 minutes ago)',
    ]);
  });

  test('for this watcher was away while another saw it says when that was, also on another day', async () => {
    const alert = opened();
    now += 22 * hour;
    const home = watcher({ before: [] });
    home.remember(alert);
    expect(await home.told()).toEqual(['Somebody else saw it (seen at 01:00, 22 hours ago)']);
    now += 3 * hour;
    const later = watcher({ before: [] });
    later.remember(alert);
    expect(await later.told()).toEqual(['Somebody else saw it (seen on Monday at 01:00, 25 hours ago)']);
  });

  test('is not what a device says whose clock stands at 1970', async () => {
    const home = watcher();
    home.take(seen({ t: second }));
    expect((await home.heard()).notices[0]?.title).toBe('The kitchen window says that it was tampered with');
  });

  test('though it began long ago is news where it goes further now', async () => {
    const home = watcher();
    home.take(seen({ title: 'Bad' }));
    await home.heard();
    now += 9 * hour;
    home.take(seen({ title: 'Worse', severity: 'critical' }));
    expect((await home.heard()).notices.map(({ title }) => title)).toEqual(['Worse']);
  });
});

describe('in the quiet hours', () => {
  test('what came and went is told in the morning', async () => {
    const home = watcher({ isQuiet: true });
    home.take(seen({ title: 'A sensor joined' }));
    now += 2 * 60_000;
    home.take(over(now));
    now += 6 * hour;
    expect(await home.told()).toEqual(['A sensor joined (it is over now; seen at 01:00, 6 hours ago)']);
  });

  test('also where another observer says again that it is over', async () => {
    const home = watcher({ isQuiet: true });
    home.take(seen({ title: 'A sensor joined' }));
    home.take(over(now + second));
    home.remember({ ...home.all()[0]!, count: 3 }); // it has one
    now += 6 * hour;
    expect(await home.told()).toEqual(['A sensor joined (it is over now; seen at 01:00, 6 hours ago)']);
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
    expect(await home.told()).toEqual(['A lid is open (seen at 01:00, 6 hours ago)']);
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

test('a second night at the locks is told, though nobody has closed the alert of the first', async () => {
  const codes = () =>
    seen({
      class: 'pin_bruteforce',
      subject: 'home',
      severity: 'critical',
      lasting: false,
      title: 'Wrong codes',
      evidence: [{ t: now, topic: 'door', text: 'A wrong code' }],
    });
  const home = watcher();
  home.take(codes());
  expect((await home.heard()).notices).toHaveLength(1);
  now += 60 * second;
  home.take(codes());
  expect((await home.heard()).notices).toEqual([]);
  now += 24 * hour;
  home.take(codes());
  expect((await home.heard()).notices).toMatchObject([{ title: 'Wrong codes', t: now }]);
});

describe('that a danger has ended', () => {
  const began = {
    class: 'safety',
    device: 'hall',
    subject: 'hall smoke',
    title: 'The hall detector reports smoke',
  } as const;
  const ended = 'The hall detector reports no smoke any more';
  const smoke = () => seen({ ...began, severity: 'critical' });
  const goes = (home: ReturnType<typeof watcher>) => {
    for (const [type, text] of [
      ['calm', wellAgainWords.smoke],
      ['over', 'It stayed so for 5 minutes'],
    ] as const) {
      now += 5 * 60 * second;
      home.take({ type, class: 'safety', subject: 'hall smoke', evidence: { t: now, topic: 'z', text } });
    }
  };

  test('is told once to whoever was woken by it, in quiet hours too, and by no siren', async () => {
    const home = watcher({ isQuiet: true, from: 'critical' });
    home.take(smoke());
    expect(await home.heard()).toMatchObject({ notices: [{ title: began.title, severity: 'critical' }], sirens: 1 });
    goes(home);
    const { notices, sirens } = await home.heard();
    expect(notices).toMatchObject([{ id: home.all()[0]?.id, title: ended, severity: 'info', t: now }]);
    expect(sirens).toBe(0);
    now += 8 * hour;
    home.actOnAll({ type: 'resolve' });
    expect((await home.heard()).notices).toEqual([]);
  });

  test('is told once though the watcher was started anew between, whoever saw that it ended', async () => {
    for (const isSeenHere of [true, false]) {
      now = night;
      const first = watcher();
      first.take(smoke());
      await first.heard();
      const [page, next] = [
        watcher({ before: first.all() }),
        watcher({ before: first.all(), kept: first.delivery.kept }),
      ];
      goes(isSeenHere ? next : page);
      if (!isSeenHere) next.remember(page.all()[0]!); // the only one
      next.telling.lookedOver();
      expect((await next.heard()).notices.map(({ title }) => title)).toEqual([ended]);
      const last = watcher({ before: next.all(), kept: next.delivery.kept });
      last.remember(next.all()[0]!); // the only one
      expect((await last.heard()).notices).toEqual([]);
    }
  });

  test('is part of the one message where its beginning could not be told', async () => {
    let isDown = true;
    const home = watcher({ isDown: () => isDown });
    home.take(smoke());
    await home.heard();
    goes(home);
    isDown = false;
    now += 60 * second;
    expect((await home.heard()).notices).toMatchObject([
      { title: expect.stringMatching(/^The hall detector reports smoke \(it is over now/), severity: 'critical' },
    ]);
  });

  test('is told of what somebody has acknowledged, and not of what was put off', async () => {
    for (const [what, told] of [
      [{ type: 'acknowledge' }, [ended]],
      [{ type: 'snooze', until: night + 9 * hour }, []],
    ] as const) {
      const home = watcher();
      home.take(smoke());
      await home.heard();
      home.act(what);
      goes(home);
      expect((await home.heard()).notices.map(({ title }) => title)).toEqual(told);
    }
  });

  test('is not told while the watcher itself sees it stand, whoever says so', async () => {
    const home = watcher();
    home.take(smoke());
    await home.heard();
    const [alert] = home.all();
    home.hear({ ...alert!, endedAt: now + second, evidence: [{ t: now, topic: '', text: wellAgainWords.smoke }] });
    expect((await home.heard()).notices.map(({ title }) => title)).not.toContain(ended);
  });

  test('is told as what was where all of it was while nobody watched', async () => {
    const [page, home] = [watcher(), watcher({ before: [] })];
    page.take(smoke());
    goes(page);
    home.remember(page.all()[0]!); // the only one
    expect((await home.heard()).notices.map(({ title }) => title)).toEqual([
      'The hall detector reported smoke; it does not any more',
    ]);
  });
});

/** What happens to a camera of which a stranger has the log-in, and when, in seconds. No act of it is critical alone. */
const acts = {
  login: { class: 'client_takeover', subject: 'owner', device: null, severity: 'warning', title: 'A log-in was taken' },
  viewer: { class: 'camera_viewer', subject: 'cam', device: 'cam', severity: 'info', title: 'Somebody watches' },
  moved: { class: 'camera_moved', subject: 'cam', device: 'cam', severity: 'info', title: 'The camera turned' },
  talk: { class: 'camera_talk', subject: 'cam', device: 'cam', severity: 'warning', title: 'Who speaks?' },
  account: { class: 'account_changed', subject: 'x', device: null, severity: 'warning', title: 'A log-in was made' },
} as const;
const quiet = { isQuiet: true, from: 'warning' } as const;
const watchedAndTurned = 'A stranger may be in your camera: somebody watches and turned it';
const wholeStory =
  'A stranger may be in your camera: somebody watches, turned it, speaks through it and changed who may log in';

function tell(home: ReturnType<typeof watcher>, ...names: readonly (keyof typeof acts)[]): void {
  for (const name of names) {
    now += 5 * second;
    home.take(seen({ ...acts[name], t: now, lasting: false, evidence: [{ t: now, topic: 'z', text: name }] }));
  }
}

describe('a critical incident, made of alerts that wake nobody,', () => {
  test('wakes people at night: once, by every way, with what to do; and in the morning nobody is told the same again', async () => {
    const home = watcher(quiet);
    tell(home, 'login', 'viewer');
    expect(await home.heard()).toEqual({ notices: [], sirens: 0 });
    tell(home, 'moved');
    const { notices, sirens } = await home.heard();
    expect(sirens).toBe(1);
    expect(notices).toMatchObject([
      { title: watchedAndTurned, severity: 'critical', class: 'incident', device: 'cam' },
    ]);
    expect(notices[0]?.text).toMatch(/^What to do: Make the camera look away.* Save what was seen/);
    expect(home.delivery.waiting).toBe(0);
    now += 8 * hour;
    expect(await home.heard()).toEqual({ notices: [], sirens: 0 });
  });

  test('tells in the morning what came to it after people were woken, in one message', async () => {
    const home = watcher(quiet);
    tell(home, 'login', 'viewer', 'moved');
    await home.heard();
    tell(home, 'talk');
    expect(home.delivery.kept.outbox.waiting[0]?.notice.text).toMatch(/^Who speaks\? What to do: /);
    tell(home, 'account');
    expect(await home.heard()).toEqual({ notices: [], sirens: 0 });
    now += 8 * hour;
    const { notices, sirens } = await home.heard();
    expect(notices).toMatchObject([
      {
        title: `${wholeStory} (seen at 01:00, 8 hours ago)`,
        severity: 'warning',
        text: /^A log-in was made\. What to do: /,
      },
    ]);
    expect(sirens).toBe(0);
  });

  test('wakes people once, though more comes to it while they are being told, and again if that fails', async () => {
    for (const isDownFirst of [false, true]) {
      now = night;
      let isDown = isDownFirst;
      const home = watcher({ ...quiet, isDown: () => isDown });
      tell(home, 'viewer', 'moved', 'talk', 'account');
      const first = await home.heard();
      isDown = false;
      now += 60 * second;
      const then = await home.heard();
      expect([first.notices.length, then.notices.length, first.sirens + then.sirens]).toEqual(
        isDownFirst ? [0, 1, 1] : [1, 0, 1],
      );
      now += 8 * hour;
      expect((await home.heard()).notices.map(({ title, severity }) => [title, severity])).toEqual([
        [`${wholeStory} (seen at 01:00, 8 hours ago)`, 'warning'],
      ]);
    }
  });

  test('of which somebody was woken and has dealt with it is not told of in the morning', async () => {
    const home = watcher(quiet);
    tell(home, 'viewer', 'moved', 'talk', 'account');
    await home.heard();
    home.actOnAll({ type: 'acknowledge' });
    now += 8 * hour;
    expect((await home.heard()).notices).toEqual([]);
  });

  test('is told to whoever wants to hear only of what is critical, and nothing of its alerts', async () => {
    const home = watcher({ from: 'critical' });
    tell(home, 'login', 'viewer', 'moved', 'talk', 'account');
    const { notices, sirens } = await home.heard();
    expect([notices.map(({ title }) => title), sirens]).toEqual([[watchedAndTurned], 1]);
  });

  test('is told though its alerts were, and what makes it one is not told by itself besides', async () => {
    const home = watcher({ from: 'warning' });
    tell(home, 'talk', 'account');
    const { notices, sirens } = await home.heard();
    expect(notices.map(({ severity, title }) => [severity, title])).toEqual([
      ['warning', 'Who speaks?'],
      ['critical', 'A stranger may be in your camera: somebody speaks through it and changed who may log in'],
    ]);
    expect(sirens).toBe(1);
  });

  test('is told once, whatever is added to it and however its name changes', async () => {
    const home = watcher(quiet);
    tell(home, 'viewer', 'talk');
    const begun = (await home.heard()).notices[0]?.id;
    home.hear({ ...opened({ ...acts.login, t: night - second, lasting: false }), id: 'login-before' });
    const [incident] = incidentsOf(home.all());
    expect([incident?.alerts, incident?.id === begun]).toEqual([expect.arrayContaining(['login-before']), false]);
    tell(home, 'moved', 'account', 'talk', 'viewer');
    expect(await home.heard()).toEqual({ notices: [], sirens: 0 });
  });

  test('is not told again by a watcher that was started anew, and goes out then where it was not told yet', async () => {
    let isDown = true;
    const first = watcher({ ...quiet, isDown: () => isDown });
    tell(first, 'login', 'viewer', 'moved');
    await first.heard();
    const before = first.all();
    const asKept = JSON.parse(JSON.stringify(first.delivery.kept)) as KeptDelivery; // as it was written
    isDown = false;
    now += 60 * second;
    const again = watcher({ ...quiet, before, kept: asKept });
    for (const alert of before) again.remember({ ...alert, count: 2 });
    const { notices, sirens } = await again.heard();
    expect([notices.map(({ title }) => title), sirens]).toEqual([[watchedAndTurned], 0]);
    const third = watcher({ ...quiet, before: again.all() });
    for (const alert of again.all()) third.remember({ ...alert, count: 3 });
    third.telling.lookedOver();
    tell(third, 'viewer', 'moved');
    expect(await third.heard()).toEqual({ notices: [], sirens: 0 });
  });

  test('that came about while nobody watched is told at the next start, and one that was there at the first look is not', async () => {
    const [elsewhere] = [watcher()];
    tell(elsewhere, 'login', 'viewer', 'moved', 'talk');
    for (const before of [[], null]) {
      const home = watcher({ ...quiet, before });
      for (const alert of elsewhere.all()) home.remember(alert);
      home.telling.lookedOver();
      const { notices, sirens } = await home.heard();
      expect([notices.length, sirens]).toEqual(before === null ? [0, 0] : [1, 1]);
    }
  });

  test('that waits for its way is critical with all that comes to it, and waits no longer when somebody has seen it', async () => {
    let isDown = true;
    for (const isSeen of [true, false]) {
      now = night;
      isDown = true;
      const home = watcher({ ...quiet, isDown: () => isDown });
      tell(home, 'viewer', 'moved', 'talk');
      await home.heard();
      tell(home, 'account');
      await home.heard();
      if (isSeen) home.actOnAll({ type: 'acknowledge' });
      isDown = false;
      now += 60 * second;
      const { notices } = await home.heard();
      expect(notices.map(({ title, severity }) => [title, severity])).toEqual(isSeen ? [] : [[wholeStory, 'critical']]);
    }
  });

  test('that a person has closed wakes people again where it goes further, and not where it only goes on', async () => {
    const home = watcher(quiet);
    tell(home, 'viewer', 'moved', 'talk');
    await home.heard();
    home.actOnAll({ type: 'resolve' });
    tell(home, 'talk', 'viewer');
    expect(await home.heard()).toEqual({ notices: [], sirens: 0 });
    tell(home, 'account');
    const { notices, sirens } = await home.heard();
    expect([notices.map(({ title, severity }) => [title, severity]), sirens]).toEqual([[[wholeStory, 'critical']], 1]);
    tell(home, 'login');
    expect((await home.heard()).sirens).toBe(0);
  });

  test('that is put off is told again as one when its time has come', async () => {
    const home = watcher(quiet);
    tell(home, 'login', 'viewer', 'moved');
    await home.heard();
    home.actOnAll({ type: 'snooze', until: now + hour });
    now += hour;
    home.wake();
    const { notices, sirens } = await home.heard();
    expect([notices.map(({ title }) => title), sirens]).toEqual([
      [`${watchedAndTurned} (seen at 01:00, 60 minutes ago)`],
      1,
    ]);
  });
});

test('what is critical by itself is told by itself, also where it comes to an incident that was told', async () => {
  const home = watcher(quiet);
  const atDoor = { device: 'door', subject: 'door', lasting: true } as const;
  home.take(seen({ ...atDoor, class: 'tamper', t: now, severity: 'warning' }));
  home.take(seen({ ...atDoor, class: 'lock_jammed', t: now + second, severity: 'warning' }));
  home.take(
    seen({ ...atDoor, class: 'pin_bruteforce', t: now + 2 * second, severity: 'critical', title: 'Many codes' }),
  );
  const { notices, sirens } = await home.heard();
  expect([notices.map(({ title }) => title), sirens]).toEqual([
    ['Somebody may be trying to get in at a door', 'Many codes'],
    2,
  ]);
  for (const kind of ['tamper', 'lock_jammed', 'pin_bruteforce'] as const)
    home.take({ type: 'over', class: kind, subject: 'door', evidence: { t: now + hour, topic: 'z', text: 'Over' } });
  expect(home.delivery.waiting).toBe(0);
});

describe('danger to people or the house', () => {
  const danger = (device: string, what: string, title: string): AlertSignal =>
    seen({ class: 'safety', device, subject: `${device} ${what}`, severity: 'critical', title, t: now });
  const door = (): AlertSignal =>
    seen({ class: 'lock_odd_hours', device: 'door', subject: 'door', title: 'The door was opened', t: now });

  test('wakes people with each word of it, in its own words, also as part of a story', async () => {
    const home = watcher(quiet);
    for (const room of ['Kitchen', 'Hall', 'Attic']) home.take(danger(room, 'smoke', `${room}: smoke`));
    expect(incidentsOf(home.all())).toHaveLength(1);
    const { notices, sirens } = await home.heard();
    expect([notices.map(({ title, class: kind }) => `${kind} ${title}`), sirens]).toEqual([
      ['safety Kitchen: smoke', 'safety Hall: smoke', 'safety Attic: smoke'],
      3,
    ]);
    home.actOnAll({ type: 'acknowledge' });
    now += 60 * second;
    home.take(danger('Study', 'smoke', 'Study: smoke'));
    expect((await home.heard()).notices.map(({ title }) => title)).toEqual(['Study: smoke']);
  });

  test('takes along what alone would wake nobody, once, and waits in its own lane where its way is out of order', async () => {
    let isDown = true;
    const home = watcher({ ...quiet, isDown: () => isDown });
    home.take(danger('terrace', 'glass', 'Glass broke'));
    await home.heard();
    home.take(door());
    await home.heard();
    isDown = false;
    now += 60 * second;
    home.take(danger('panel', 'alarm', 'The alarm'));
    expect((await home.heard()).notices.map(({ title, class: kind }) => [kind, title])).toEqual([
      ['safety', 'Glass broke'],
      ['safety', 'The alarm'],
      ['incident', 'Somebody may be breaking in: glass broke and something was opened at an unusual hour'],
    ]);
  });

  test('is told by itself though it makes a story of what was mild', async () => {
    const home = watcher(quiet);
    home.take(door());
    home.take(danger('terrace', 'glass', 'Glass broke'));
    expect((await home.heard()).notices.map(({ title }) => title)).toEqual(['Glass broke']);
  });
});
