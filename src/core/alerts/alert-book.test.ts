import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { severities, type Alert, type AlertAct, type AlertSignal } from './alert';
import { mostAlerts, openBook, openBookChanges, type AlertBook, type BookChanges } from './alert-book';
import { act, hear, hearWithdrawn, take, wake } from './alert-steps';
import { alertOf, sighting } from './alert.testing';
import { overSince, wellAgainWords } from './danger-over';
import { contents } from './observers.testing';

const seen = (more: Parameters<typeof sighting>[0] = {}): AlertSignal => ({ type: 'seen', sighting: sighting(more) });
const over = (at: number): AlertSignal => ({
  type: 'over',
  class: 'tamper',
  subject: 'window',
  evidence: { t: at, topic: 'z/window', text: 'Closed again' },
});

/** One observer, and what each of its steps touched. */
function observer(book: AlertBook = openBook()) {
  const step = (work: (changes: BookChanges) => unknown) => {
    const changes = openBookChanges();
    const result = work(changes);
    return { ...changes, result };
  };
  return {
    book,
    only: () => [...book.alerts.values()][0]!, // each story below has opened one
    take: (signal: AlertSignal, now: number) => step((changes) => take(book, signal, now, changes)),
    hear: (alert: Alert, now = 0) => step((changes) => hear(book, alert, now, changes)),
    act: (id: string, what: AlertAct, now: number) => step((changes) => act(book, id, what, now, changes)),
    wake: (now: number) => step((changes) => wake(book, now, changes)),
    withdrawn: (id: string) => step((changes) => hearWithdrawn(book, id, changes)),
  };
}

describe('an alert', () => {
  test('opens once, and what is seen of it later joins it', () => {
    const home = observer();
    const first = home.take(seen({ t: 1_000 }), 1_000);
    expect([first.opened.size, first.tell.size]).toEqual([1, 1]);
    const again = home.take(seen({ t: 2_000 }), 2_000);
    expect([again.opened.size, again.tell.size, again.tellLater.size]).toEqual([0, 0, 1]);
    expect(home.only()).toMatchObject({ count: 2, t: 1_000 });
    expect(home.only().evidence.map(({ t }) => t)).toEqual([1_000, 2_000]);
  });

  test('resolves itself when its cause is over, and a new cause is a new alert', () => {
    const home = observer();
    home.take(seen({ t: 1_000 }), 1_000);
    home.take(over(5_000), 5_000);
    expect(home.only()).toMatchObject({ state: 'resolved', endedAt: 5_000, changes: 1 });
    expect(home.take(seen({ t: 9_000 }), 9_000).opened.size).toBe(1);
    expect(home.book.alerts.size).toBe(2);
  });

  describe('of what happens again', () => {
    const hour = 3_600_000;
    const codes = (t: number): AlertSignal =>
      seen({
        t,
        class: 'pin_bruteforce',
        subject: 'home',
        severity: 'critical',
        lasting: false,
        evidence: [{ t, topic: 'door', text: 'A wrong code' }],
      });

    test('on another night is told anew, beside the one that nobody has closed', () => {
      for (const what of [null, { type: 'acknowledge' }] as const) {
        const home = observer();
        home.take(codes(1_000), 1_000);
        if (what !== null) home.act(home.only().id, what, 2_000);
        expect(home.take(codes(24 * hour), 24 * hour).opened.size).toBe(1);
        const states = [...home.book.alerts.values()].map(({ state, count }) => [state, count]);
        expect(states).toEqual([
          [what === null ? 'open' : 'acknowledged', 1],
          ['open', 1],
        ]);
        // and it is the one to which more comes
        home.take(codes(24 * hour + 60_000), 24 * hour + 60_000);
        expect([...home.book.alerts.values()].map(({ count }) => count)).toEqual([1, 2]);
      }
    });

    test('and goes on, or was put off, is one', () => {
      const home = observer();
      for (let t = 1_000; t < 8 * hour; t += hour / 2) home.take(codes(t), t);
      expect(home.book.alerts.size).toBe(1);
      home.act(home.only().id, { type: 'snooze', until: 90 * hour }, 9 * hour);
      expect(home.take(codes(24 * hour), 24 * hour).opened.size).toBe(0);
    });

    test('is no other with each word of a device whose clock runs ahead', () => {
      const home = observer();
      for (let n = 0; n < 5; n++) home.take(codes((100 + 10 * n) * hour), n * 1_000);
      expect(home.book.alerts.size).toBe(1);
    });

    test('is one for all who saw it, whichever night they hear of first', () => {
      const [page, watcher, late] = [observer(), observer(), observer()];
      page.take(codes(1_000), 1_000);
      watcher.take(codes(2_000), 2_000);
      late.hear(page.only(), 2_000);
      const [first] = page.book.alerts.values();
      page.take(codes(24 * hour), 24 * hour);
      watcher.take(codes(24 * hour + 5_000), 24 * hour);
      const [, second] = page.book.alerts.values();
      expect(late.hear(second!, 24 * hour).withdraw.size).toBe(0);
      for (const one of [second!, first!]) watcher.hear(one, 24 * hour);
      for (const { book } of [watcher, late])
        expect(new Set(book.alerts.keys())).toEqual(new Set([first!.id, second!.id]));
    });
  });

  describe('of danger', () => {
    const smoke = (t: number): AlertSignal =>
      seen({ t, class: 'safety', device: 'hall', subject: 'hall smoke', evidence: [{ t, topic: 'z', text: 'Smoke' }] });
    const says = (type: 'calm' | 'over', t: number, text: string = wellAgainWords.smoke): AlertSignal => ({
      type,
      class: 'safety',
      subject: 'hall smoke',
      evidence: { t, topic: 'z', text },
    });

    test('that is over stays in sight until a person closes it', () => {
      const home = observer();
      home.take(smoke(1_000), 1_000);
      home.take(says('calm', 2_000), 2_000);
      const ended = home.take(says('over', 302_000, 'It stayed so for 5 minutes'), 302_000);
      expect(home.only()).toMatchObject({ state: 'open', changes: 0, endedAt: 302_000 });
      expect([ended.opened.size, ended.tell.size]).toEqual([0, 1]);
      home.act(home.only().id, { type: 'resolve' }, 400_000);
      expect(home.only().state).toBe('resolved');
    });

    test('of which a person knows is over by itself', () => {
      for (const what of [{ type: 'acknowledge' }, { type: 'snooze', until: 9_000_000 }] as const) {
        const home = observer();
        home.take(smoke(1_000), 1_000);
        home.act(home.only().id, what, 1_500);
        home.take(says('over', 302_000), 302_000);
        expect(home.only().state).toBe('resolved');
      }
    });

    test('that begins anew is told anew, in the place of the one that was over', () => {
      const home = observer();
      home.take(smoke(1_000), 1_000);
      home.take(says('over', 302_000), 302_000);
      const again = home.take(smoke(900_000), 900_000);
      const alerts = [...home.book.alerts.values()];
      expect(alerts.map(({ state }) => state)).toEqual(['resolved', 'open']);
      expect([...again.opened]).toEqual([alerts[1]?.id]);
    });

    test('that begins anew is not taken for the one that was over by whoever only hears of both', () => {
      const [home, other] = [observer(), observer()];
      home.take(smoke(1_000), 1_000);
      home.take(says('over', 302_000), 302_000);
      other.hear(home.only(), 302_000);
      home.take(smoke(900_000), 900_000);
      const { opened, withdraw } = other.hear([...home.book.alerts.values()].at(-1)!, 900_000); // the newer one
      expect([opened.size, withdraw.size]).toEqual([1, 0]);
    });

    test('that ends a moment later is said to have by whoever sees it, once, though another opened it and is gone', () => {
      const [gone, home, other] = [observer(), observer(), observer()];
      gone.take(smoke(100_000), 100_000);
      home.hear(gone.only(), 110_000);
      home.take(says('calm', 120_000), 120_000);
      expect(home.only().evidence.at(-1)?.text).toBe(wellAgainWords.smoke);
      other.hear(home.only(), 120_000);
      other.take(says('calm', 121_000), 121_000);
      expect(other.only().evidence).toHaveLength(2);
    });

    test('that comes back within the minutes of calm is said by whoever sees it, though another opened it', () => {
      const [gone, home] = [observer(), observer()];
      gone.take(smoke(100_000), 100_000);
      gone.take(says('calm', 110_000), 110_000);
      home.hear(gone.only(), 50_000);
      // by a clock that is a minute behind
      home.take(smoke(55_000), 55_000);
      expect(home.only().evidence.at(-1)?.text).toBe('Smoke');
    });

    test('is over as soon as its sensor says so, though the clock of its bridge is days behind', () => {
      const home = observer();
      home.take(smoke(9_000_000), 9_000_000);
      home.take(says('calm', 1_000), 9_010_000);
      expect(overSince(home.only())).toBe(9_000_001);
    });

    test('to which somebody calls for help again, minutes later, wakes people again', () => {
      const help = (t: number) =>
        seen({ t, class: 'safety', device: 'keypad', subject: 'keypad emergency', lasting: false, evidence: [] });
      const home = observer();
      home.take(help(1_000), 1_000);
      expect(home.take(help(61_000), 61_000).opened.size).toBe(0);
      home.act(home.only().id, { type: 'acknowledge' }, 70_000);
      expect(home.take(help(600_000), 600_000).opened.size).toBe(1);
      expect([...home.book.alerts.values()].map(({ state }) => state)).toEqual(['resolved', 'open']);
    });
  });

  test('of a flood is one, whichever rule saw it first, and of another device another', () => {
    const flood = (subject: string, t: number, device = 'lamp') =>
      seen({ t, class: 'message_flood', device, subject, severity: 'warning' });
    const home = observer();
    expect(home.take(flood('lamp habit', 1_000), 1_000).opened.size).toBe(1);
    expect(home.take(flood('lamp', 9_000), 9_000).opened.size).toBe(0);
    expect(home.only()).toMatchObject({ subject: 'lamp habit', count: 2 });
    expect(home.only().evidence.map(({ t }) => t)).toEqual([1_000, 9_000]);
    expect(home.take(flood('plug', 10_000, 'plug'), 10_000).opened.size).toBe(1);
    // whoever closed what was unusual has not seen that it became too much for any
    home.act(home.only().id, { type: 'resolve' }, 11_000);
    expect(home.take(flood('lamp', 12_000), 12_000).opened.size).toBe(1);
  });

  test('of a flood is one, though two observers raised it at one moment, each by another rule', () => {
    const flood = (subject: string, t: number, device = 'lamp') =>
      seen({ t, class: 'message_flood', device, subject, severity: 'warning' });
    const [page, watcher] = [observer(), observer()];
    page.take(flood('lamp habit', 1_000), 1_000);
    watcher.take(flood('lamp', 2_000), 2_000);
    watcher.take(flood('plug', 2_000, 'plug'), 2_000);
    const [ofPage, ofWatcher] = [page.only(), watcher.only()];
    watcher.hear(ofPage, 2_100);
    page.hear(ofWatcher, 2_100);
    expect([...watcher.book.alerts.values()].map(({ device }) => device)).toEqual(['plug', 'lamp']);
    const [one, other] = [page.only(), watcher.book.alerts.get(ofPage.id)];
    expect(other).toEqual(one);
    expect(one).toMatchObject({ id: ofPage.id, t: 1_000, state: 'open' });
  });

  test('that a person resolved does not open again while the same cause stands', () => {
    const home = observer();
    home.take(seen({ t: 1_000 }), 1_000);
    home.act(home.only().id, { type: 'resolve' }, 2_000);
    expect(home.take(seen({ t: 3_000 }), 3_000).opened.size).toBe(0);
    home.take(over(4_000), 4_000);
    expect(home.take(seen({ t: 5_000 }), 5_000).opened.size).toBe(1);
  });

  test('of a mere happening is closed by a person only, and the next time is a new one', () => {
    const home = observer();
    const happening = (t: number) => seen({ t, lasting: false, class: 'pin_bruteforce', subject: 'home' });
    home.take(happening(1_000), 1_000);
    home.act(home.only().id, { type: 'acknowledge' }, 2_000);
    expect(home.take(happening(3_000), 3_000).opened.size).toBe(0);
    home.act(home.only().id, { type: 'resolve' }, 4_000);
    expect(home.take(happening(5_000), 5_000).opened.size).toBe(1);
  });

  test('of a happening that a person closed does not open again for what the broker remembers of it; for what is heard live, or remembered elsewhere, it does', () => {
    const happened = (t: number, more: Parameters<typeof sighting>[0] = {}) =>
      seen({ t, lasting: false, news: false, evidence: [{ t, topic: 'z/window', text: 'Tampered with' }], ...more });
    const phone = observer();
    phone.take(happened(1_000), 1_000);
    phone.act(phone.only().id, { type: 'resolve' }, 2_000);
    const later = () => {
      const tablet = observer();
      tablet.hear(phone.only());
      return tablet;
    };
    const [again, live, elsewhere] = [later(), later(), later()];
    again.take(happened(9_000), 9_000);
    expect([...again.book.alerts.values()]).toEqual([phone.only()]);
    live.take(happened(9_000, { news: true }), 9_000);
    elsewhere.take(happened(9_000, { evidence: [{ t: 9_000, topic: 'z/door', text: 'Tampered with' }] }), 9_000);
    for (const { book } of [live, elsewhere]) expect(book.alerts.size).toBe(2);
  });

  test('that got worse wants a person again', () => {
    const home = observer();
    home.take(seen({ severity: 'info' }), 1_000);
    home.act(home.only().id, { type: 'acknowledge' }, 2_000);
    expect(home.take(seen({ severity: 'warning', title: 'Nearly empty' }), 3_000).opened.size).toBe(1);
    expect(home.only()).toMatchObject({ state: 'open', severity: 'warning', title: 'Nearly empty' });
  });

  test('that is open and gets worse is news again, and no more of it is', () => {
    const home = observer();
    home.take(seen({ severity: 'info' }), 1_000);
    expect(home.take(seen({ severity: 'warning', t: 2_000 }), 2_000).opened).toEqual(new Set([home.only().id]));
    expect(home.take(seen({ severity: 'warning', t: 3_000 }), 3_000).opened.size).toBe(0);
    expect(home.take(seen({ severity: 'info', t: 4_000 }), 4_000).opened.size).toBe(0);
  });

  test('that is open and was worse already when we looked is announced to nobody', () => {
    const home = observer();
    home.take(seen({ severity: 'info', news: false }), 1_000);
    expect(home.take(seen({ severity: 'warning', news: false }), 2_000).opened.size).toBe(0);
    expect(home.only()).toMatchObject({ state: 'open', severity: 'warning' });
  });

  test('that is snoozed opens again at its time, and not before', () => {
    const home = observer();
    home.take(seen(), 1_000);
    home.act(home.only().id, { type: 'snooze', until: 60_000 }, 2_000);
    expect(home.wake(59_999).opened.size).toBe(0);
    expect(home.wake(61_000).opened.size).toBe(1);
    expect(home.only()).toMatchObject({ state: 'open', changedAt: 60_000, until: null, changes: 2 });
  });

  test('of what was so already when we looked is announced to nobody, and adds nothing to what is known', () => {
    const home = observer();
    expect(home.take(seen({ news: false }), 1_000).opened.size).toBe(0);
    expect(home.only()).toMatchObject({ state: 'open', count: 1 });
    home.take(seen({ t: 900_000, news: false }), 900_000);
    expect(home.only()).toMatchObject({ count: 1, evidence: [{ t: 1_000 }] });
  });

  test('that is calm again stays, with that written down, until it is over', () => {
    const home = observer();
    home.take(seen(), 1_000);
    const evidence = { t: 2_000, topic: 'z/window', text: 'Closed again' };
    home.take({ type: 'calm', class: 'tamper', subject: 'window', evidence }, 2_000);
    expect(home.only()).toMatchObject({ state: 'open', count: 1 });
    expect(home.only().evidence.at(-1)).toEqual(evidence);
  });

  test('that somebody says was himself is over, and opening it again takes that back', () => {
    const home = observer();
    home.take(seen(), 1_000);
    home.act(home.only().id, { type: 'judge', verdict: 'mine' }, 2_000);
    expect(home.only()).toMatchObject({ state: 'resolved', verdict: { kind: 'mine', at: 2_000, changes: 1 } });
    home.act(home.only().id, { type: 'reopen' }, 3_000);
    expect(home.only()).toMatchObject({ state: 'open', verdict: { kind: 'none', changes: 2 } });
  });

  test('that is gone cannot be acknowledged any more', () => {
    expect(observer().act('gone', { type: 'acknowledge' }, 1).result).toBe(false);
  });
});

describe('two observers', () => {
  test('that saw the same end with one alert, the earlier, and both know that it was acknowledged', () => {
    const [phone, tablet] = [observer(), observer()];
    phone.take(seen({ t: 2_000 }), 2_000);
    tablet.take(seen({ t: 1_000 }), 1_000);
    const [late, early] = [phone.only(), tablet.only()];
    phone.act(late.id, { type: 'acknowledge' }, 3_000);
    const heard = tablet.hear(phone.only());
    expect([...heard.withdraw]).toEqual([late.id]);
    expect(tablet.only()).toMatchObject({ id: early.id, t: 1_000, state: 'acknowledged' });
    phone.hear(tablet.only());
    expect(phone.only()).toEqual(tablet.only());
  });

  test('of which one hears from the other that an alert got worse has news, and where somebody has seen it, none', () => {
    const home = observer();
    const mild = alertOf({ severity: 'info' });
    const bad = { ...mild, severity: 'warning', title: 'Worse' } as const;
    home.hear(mild);
    expect(home.hear(bad).opened).toEqual(new Set([mild.id]));
    expect(home.hear(bad).opened.size).toBe(0);
    for (const state of ['acknowledged', 'snoozed', 'resolved'] as const) {
      const other = observer();
      other.hear({ ...mild, state, changes: 1 });
      expect(other.hear(bad).opened.size).toBe(0);
      expect(other.only()).toMatchObject({ state, severity: 'warning' });
    }
  });

  test('of what another opened, this one writes nothing down that the other does', () => {
    const home = observer();
    home.hear(alertOf({ t: 1_000 }));
    expect(home.take(seen({ t: 91_000 }), 91_000).tellLater.size).toBe(0);
    expect(home.take(seen({ t: 500_000 }), 500_000).tellLater.size).toBe(1);
  });

  test.each([
    ['what goes on', true],
    ['a happening', false],
  ])('do not keep silent of %s that somebody closed before there was any', (_what, lasting) => {
    const [phone, tablet] = [observer(), observer()];
    for (const changedAt of [0, 9_000_000_000]) {
      const planted = alertOf({ id: 'planted', state: 'resolved', endedAt: null, evidence: [], changes: 1, changedAt });
      for (const home of [phone, tablet]) home.hear(planted, 1_000);
      const at = 600_000 + changedAt / 2;
      const opened = phone.take(seen({ t: at, lasting }), at);
      expect([opened.opened.size, phone.book.alerts.get('planted')?.endedAt]).toEqual([1, Math.min(changedAt, at)]);
      for (const id of opened.tell) tablet.hear(phone.book.alerts.get(id)!, at); // it is told because it is there
      expect(tablet.take(seen({ t: at + 1_000, lasting }), at + 1_000).opened.size).toBe(0);
      expect(contents(tablet.book)).toEqual(contents(phone.book));
      for (const home of [phone, tablet]) {
        home.take(over(at + 2_000), at + 2_000);
        for (const { id } of contents(home.book)) home.withdrawn(id);
      }
    }
  });

  test('leave what one of them closed alone, where the other saw it too, just after, or calm for a while', () => {
    const [phone, tablet, late] = [observer(), observer(), observer()];
    for (const home of [phone, tablet]) home.take(seen({ t: 1_000 }), 1_000);
    phone.act(phone.only().id, { type: 'resolve' }, 2_000);
    for (const home of [tablet, late]) home.hear(phone.only(), 2_000);
    expect(late.take(seen({ t: 92_000 }), 92_000).opened.size).toBe(0);
    const evidence = { t: 500_000, topic: 'z/window', text: 'Closed again' };
    tablet.take({ type: 'calm', class: 'tamper', subject: 'window', evidence }, 500_000);
    expect(tablet.take(seen({ t: 600_000 }), 600_000).opened.size).toBe(0);
  });

  test('where one says that it is over and the other sees it standing, there is an alert', () => {
    const home = observer();
    home.take(seen({ t: 1_000 }), 1_000);
    const heard = home.hear({ ...home.only(), state: 'resolved', changes: 1, endedAt: 500 }, 2_000);
    expect(heard.opened.size).toBe(1);
    expect([...home.book.alerts.values()].map(({ state }) => state)).toEqual(['resolved', 'open']);
  });

  test('nobody silences an alert by taking it back from the broker', () => {
    const home = observer();
    home.take(seen(), 1_000);
    const { id } = home.only();
    expect([...home.withdrawn(id).tellLater]).toEqual([id]);
    expect(home.only().state).toBe('open');
  });

  test('what another opened and took back is gone', () => {
    const home = observer();
    home.hear(alertOf());
    expect([...home.withdrawn('tamper-window').gone]).toEqual(['tamper-window']);
    expect(home.book.alerts.size + home.book.byCause.size).toBe(0);
  });
});

test('the list has a bound: the oldest resolved ones go, and are taken from the broker', () => {
  const home = observer();
  for (let n = 0; n < mostAlerts; n++) home.take(seen({ t: n, subject: `window ${n}` }), n);
  const resolved = [...home.book.alerts.values()].slice(100, 110);
  for (const [index, { id }] of resolved.entries()) home.act(id, { type: 'resolve' }, 1_000 + index);
  const more = home.take(seen({ t: 9_000, subject: 'one more' }), 9_000);
  expect([...more.withdraw]).toEqual([resolved[0]?.id]);
  expect(home.book.alerts.size).toBe(mostAlerts);
});

test('a flood of mild alerts does not push a grave one out', () => {
  const home = observer();
  home.take(seen({ subject: 'smoke' }), 0);
  for (let n = 0; n < 2 * mostAlerts; n++)
    home.hear(alertOf({ id: `flood-${n}`, subject: `${n}`, severity: 'info', changedAt: 9_000 + n }));
  expect(home.book.alerts.size).toBe(mostAlerts);
  expect([...home.book.alerts.values()].some(({ subject }) => subject === 'smoke')).toBe(true);
});

test('three hundred alerts of one class, grave or not, push none of another out', () => {
  for (const severity of ['warning', 'critical'] as const) {
    const home = observer();
    home.take(seen({ class: 'account_changed', subject: 'owner', severity: 'warning' }), 0);
    for (let n = 0; n < 2 * mostAlerts; n++)
      home.take(seen({ class: 'topic_scan', subject: `client ${n}`, severity, t: 9_000 + n }), 9_000 + n);
    expect(home.book.alerts.size).toBe(mostAlerts);
    expect([...home.book.alerts.values()].some(({ subject }) => subject === 'owner')).toBe(true);
    // of the many, the newest are shown
    expect([...home.book.alerts.values()].at(-1)?.subject).toBe(`client ${2 * mostAlerts - 1}`);
  }
});

test('of more than can be kept, whoever hears them in whatever order keeps the same', () => {
  const some = fc.array(
    fc.record({
      class: fc.constantFrom('topic_scan' as const, 'tamper' as const, 'account_changed' as const),
      severity: fc.constantFrom(...severities),
      state: fc.constantFrom('open' as const, 'resolved' as const),
      changedAt: fc.nat(99),
      turn: fc.nat(),
    }),
    { minLength: mostAlerts + 1, maxLength: mostAlerts + 60 },
  );
  fc.assert(
    fc.property(some, (parts) => {
      const told = parts.map(({ turn, ...part }, index) => ({
        turn,
        alert: alertOf({ ...part, id: `${index}`, subject: `${index}`, endedAt: 1 }),
      }));
      const [one, other] = [observer(), observer()];
      for (const { alert } of told) one.hear(alert);
      for (const { alert } of told.toSorted((first, second) => first.turn - second.turn)) other.hear(alert);
      expect(contents(other.book)).toEqual(contents(one.book));
    }),
    { numRuns: 30 },
  );
});
