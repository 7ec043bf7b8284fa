import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Severity } from '@/core/alerts/alert';

import type { Notice } from './notice';
import { add, confirmed, emptyOutbox, ended, next, settle, takesTest, without, type Outbox } from './outbox';

const minute = 60_000;
const notice = (id: string, severity: Severity = 'warning', kind = id): Notice => ({
  id,
  t: 0,
  class: kind,
  device: null,
  title: id,
  severity,
  text: '',
});
const refused = { outcome: 'failed', reason: 'no answer', final: false } as const;
const delivered = { outcome: 'delivered' } as const;
const byDay = () => false;
const byNight = () => true;
const ids = (outbox: Outbox, now: number, isQuiet = false) => next(outbox, now, isQuiet).map((one) => one.notice.id);

/** Lets time pass in steps of a second; when each was told. */
function tellUntil(outbox: Outbox, until: number, answer: (now: number) => boolean = () => true) {
  const told: (readonly [id: string, at: number])[] = [];
  let tries = 0;
  for (let now = 0; now <= until; now += 1_000) {
    for (const sending of next(outbox, now, false)) {
      tries += 1;
      const isTold = answer(now);
      outbox = settle(outbox, sending, isTold ? delivered : refused, now);
      if (isTold) told.push([sending.notice.title, now]);
    }
  }
  return { told, tries, outbox };
}

describe('what is to be told', () => {
  test('is tried again, less and less often, until it is told', () => {
    const { told, tries } = tellUntil(
      add(emptyOutbox, notice('window'), 'ntfy', 0),
      60 * minute,
      (now) => now > 20 * minute,
    );
    expect(told.map(([id]) => id)).toEqual(['window']);
    expect(told[0]?.[1]).toBeLessThan(31 * minute);
    expect(tries).toBeLessThan(12);
  });

  test('waits as long as a server asks that has too much to do, with all else that it is to get; what is critical a minute', () => {
    let outbox = add(emptyOutbox, notice('window'), 'ntfy', 0);
    outbox = add(outbox, notice('door'), 'ntfy', 0);
    outbox = add(outbox, notice('door'), 'gotify', 0);
    outbox = add(outbox, notice('smoke', 'critical'), 'ntfy', 0);
    const [sending] = next(outbox, 0, false);
    outbox = settle(outbox, sending!, { ...refused, restMs: 5 * minute }, 0); // there is one
    const due = (now: number) => next(outbox, now, false).map((one) => `${one.notice.id} by ${one.way}`);
    expect(due(minute - 1)).toEqual(['door by gotify']);
    expect(due(minute)).toContain('smoke by ntfy');
    outbox = without(outbox, 'smoke');
    expect(due(5 * minute - 1)).toEqual(['door by gotify']);
    expect(due(5 * minute)).toContain('window by ntfy');
    outbox = settle(
      outbox,
      next(outbox, 5 * minute, false)[0]!,
      { ...refused, restMs: 30 * 24 * 60 * minute },
      5 * minute,
    ); // there is one
    expect(due(15 * minute)).toContain('door by ntfy');
  });

  test('of which nobody wanted to hear for a day is given up', () => {
    const { outbox } = tellUntil(add(emptyOutbox, notice('window'), 'ntfy', 0), 25 * 60 * minute, () => false);
    expect(outbox.waiting).toEqual([]);
  });

  test('and refused for good is not tried again', () => {
    const outbox = add(emptyOutbox, notice('window'), 'ntfy', 0);
    const [parcel] = next(outbox, 0, false);
    expect(settle(outbox, parcel!, { ...refused, final: true }, 0).waiting).toEqual([]); // it is the one just added
  });

  test('waits for the end of the quiet hours, unless it is critical', () => {
    const outbox = add(add(emptyOutbox, notice('window'), 'ntfy', 0), notice('smoke', 'critical'), 'topic', 0);
    expect(ids(outbox, 0, true)).toEqual(['smoke']);
    expect(ids(outbox, 0, false)).toEqual(['window', 'smoke']);
  });

  test('begins with what is critical', () => {
    const outbox = add(add(emptyOutbox, notice('window'), 'ntfy', 0), notice('smoke', 'critical'), 'ntfy', 1);
    expect(ids(outbox, 1)).toEqual(['smoke']);
  });

  test('and is milder than what waits under the same id leaves it as grave, but for what is under way', () => {
    const outbox = add(emptyOutbox, notice('story', 'critical'), 'ntfy', 0);
    const gravity = ({ waiting }: Outbox) => waiting.map((one) => one.notice.severity);
    expect(gravity(add(outbox, notice('story'), 'ntfy', 1))).toEqual(['critical']);
    const [underWay] = next(outbox, 0, true);
    const beside = add(outbox, notice('story'), 'ntfy', 1, underWay!.parcels); // it is the one just added
    expect(gravity(beside)).toEqual(['critical', 'warning']);
    expect(gravity(settle(beside, underWay!, delivered, 2))).toEqual(['warning']);
    expect(gravity(ended(beside, notice('story', 'critical'), byNight))).toEqual(['critical', 'warning']);
  });

  test('that a person has seen meanwhile is not told late, also when a try was under way', () => {
    const outbox = add(emptyOutbox, notice('window'), 'ntfy', 0);
    const [parcel] = next(outbox, 0, false);
    expect(settle(without(outbox, 'window'), parcel!, refused, 1).waiting).toEqual([]); // it is the one just added
  });

  test('and got worse while a try was under way is told as what it is now, however that try ended', () => {
    for (const result of [delivered, refused, { ...refused, final: true }]) {
      const mild = add(emptyOutbox, notice('window'), 'ntfy', 0);
      const [parcel] = next(mild, 0, false);
      const worse = settle(add(mild, notice('window', 'critical'), 'ntfy', 1), parcel!, result, 2); // it is the one just added
      expect(worse.waiting.map((one) => one.notice.severity)).toEqual(['critical']);
    }
  });

  test('and is over before it could be told is told as that, if it is critical', () => {
    let outbox = add(add(emptyOutbox, notice('smoke', 'critical'), 'ntfy', 0), notice('window'), 'ntfy', 0);
    for (const one of [notice('smoke', 'critical'), notice('window')]) outbox = ended(outbox, one, byDay);
    expect(outbox.waiting.map((one) => one.notice.title)).toEqual(['smoke (it is over now)']);
  });

  test('waits no longer for a clock that was days ahead and is right again', () => {
    const ahead = 48 * 60 * minute;
    let outbox = add(emptyOutbox, notice('smoke', 'critical'), 'ntfy', ahead);
    const [parcel] = next(outbox, ahead, false);
    outbox = settle(outbox, parcel!, refused, ahead); // it is the one just added
    for (let index = 0; index < 12; index++) {
      outbox = add(outbox, notice(`lid ${index}`, 'critical'), 'topic', ahead);
      const sent = next(outbox, ahead, false).find(({ way }) => way === 'topic');
      outbox = settle(outbox, sent!, delivered, ahead); // likewise
    }
    outbox = add(outbox, notice('lid', 'critical'), 'topic', 1_000);
    expect(ids(outbox, 1_000).toSorted()).toEqual(['lid', 'smoke']);
  });

  test('by one way does not wait for another that is out of order', () => {
    let outbox = add(add(emptyOutbox, notice('window'), 'ntfy', 0), notice('window'), 'topic', 0);
    for (const parcel of next(outbox, 0, false))
      outbox = settle(outbox, parcel, parcel.way === 'ntfy' ? refused : delivered, 0);
    expect(outbox.waiting.map(({ way }) => way)).toEqual(['ntfy']);
  });
});

const forged = (index: number) => notice(`forged ${index}`, 'critical', 'bad_signature');
const flood = (count: number) =>
  Array.from({ length: count }, (_, index) => forged(index)).reduce(
    (outbox, one) => add(outbox, one, 'ntfy', 0),
    emptyOutbox,
  );

describe('what somebody only says on the broker, by the hundred,', () => {
  const hearsay = (index: number, kind = 'safety') =>
    ({ ...notice(`made up ${index}`, 'critical', kind), hearsay: true }) as const;

  test('keeps nothing waiting that the watcher sees itself, and drops none of it', () => {
    for (const kindOf of [() => 'safety', (index: number) => `class ${index}`]) {
      let outbox = emptyOutbox;
      for (let index = 0; index < 60; index++) outbox = add(outbox, hearsay(index, kindOf(index)), 'ntfy', 0);
      outbox = tellUntil(outbox, 60_000).outbox;
      outbox = add(outbox, notice('smoke', 'critical', 'safety'), 'ntfy', 60_000);
      outbox = add(outbox, notice('the door', 'critical', 'pin_bruteforce'), 'ntfy', 60_000);
      for (let index = 100; index < 190; index++) outbox = add(outbox, hearsay(index, kindOf(index)), 'ntfy', 60_000);
      const [first] = next(outbox, 60_000, false);
      expect(first?.notice.id).toBe('smoke');
      outbox = settle(outbox, first!, delivered, 60_000); // there is one
      expect(ids(outbox, 60_000)).toEqual(['the door']);
    }
  });

  test('is one message where it is of one sort, also where it is of danger', () => {
    let outbox = emptyOutbox;
    for (let index = 0; index < 60; index++) outbox = add(outbox, hearsay(index), 'ntfy', 0);
    const { told } = tellUntil(outbox, 9 * minute);
    expect(told.map(([title]) => title)).toEqual([
      'made up 0',
      'made up 1',
      'made up 2',
      'made up 3, and 56 more like it',
    ]);
  });

  test('goes first once the watcher sees it itself', () => {
    let outbox = emptyOutbox;
    for (let index = 0; index < 60; index++) outbox = add(outbox, hearsay(index), 'ntfy', 0);
    outbox = confirmed(outbox, (id) => id === 'made up 40', []);
    expect(ids(outbox, 0)).toEqual(['made up 40']);
    expect(outbox.waiting.filter((one) => one.notice.hearsay !== true)).toHaveLength(1);
  });
});

describe('a flood of one class', () => {
  test('is three messages and one of all the others', () => {
    const { told, outbox } = tellUntil(flood(30), 10 * minute);
    expect(told.map(([title]) => title)).toEqual(['forged 0', 'forged 1', 'forged 2', 'forged 3, and 26 more like it']);
    expect(outbox.waiting).toEqual([]);
  });

  test('keeps smoke waiting not a second, nor does one of many classes', () => {
    for (const kind of ['bad_signature', null]) {
      let outbox = emptyOutbox;
      for (let index = 0; index < 30; index++)
        outbox = add(outbox, notice(`forged ${index}`, 'critical', kind ?? `class ${index}`), 'ntfy', 0);
      ({ outbox } = tellUntil(outbox, 7_000));
      outbox = add(outbox, notice('smoke', 'critical', 'safety'), 'ntfy', 8_000);
      expect(ids(outbox, 8_000)).toEqual(['smoke']);
    }
  });

  test('leaves room for what is critical and of another', () => {
    let { outbox } = tellUntil(flood(60), 9 * minute);
    outbox = add(outbox, notice('account', 'critical', 'account_changed'), 'ntfy', 9 * minute);
    expect(ids(outbox, 9 * minute)).toEqual(['account']);
  });

  test('that is mild does not keep waiting what is critical of it', () => {
    let outbox = emptyOutbox;
    for (let index = 0; index < 9; index++) outbox = add(outbox, notice(`mild ${index}`, 'info', 'tamper'), 'ntfy', 0);
    ({ outbox } = tellUntil(outbox, 20_000));
    outbox = add(outbox, notice('lid', 'critical', 'tamper'), 'ntfy', 21_000);
    expect(ids(outbox, 21_000)).toEqual(['lid']);
  });

  test('that endangers life is told one by one', () => {
    let outbox = emptyOutbox;
    for (const room of ['hall', 'kitchen', 'cellar', 'attic', 'bath'])
      outbox = add(outbox, notice(room, 'critical', 'safety'), 'ntfy', 0);
    expect(tellUntil(outbox, 10_000).told).toHaveLength(5);
  });

  test('says what it is about, each once, and is tried again as a whole', () => {
    let { outbox } = tellUntil(flood(5), 2_000);
    outbox = add(outbox, { ...notice('again', 'critical', 'bad_signature'), title: 'forged 4' }, 'ntfy', 3_000);
    const [sending] = next(outbox, 4 * minute, false);
    expect(sending?.notice.text).toBe('Also: forged 4, 2 times');
    outbox = settle(outbox, sending!, refused, 4 * minute); // it is there
    expect(outbox.waiting.map(({ tries }) => tries)).toEqual([1, 1, 1]);
    // a person has seen one of them meanwhile
    const [again] = next(outbox, 5 * minute, false);
    expect(settle(without(outbox, 'again'), again!, refused, 5 * minute).waiting).toHaveLength(2); // it is there
  });
});

describe('what the night kept back and is over', () => {
  const night = () => {
    let outbox = emptyOutbox;
    for (const id of ['joined', 'offline', 'open']) outbox = add(outbox, notice(id), 'ntfy', 0);
    for (const id of ['joined', 'offline']) outbox = ended(outbox, notice(id), byNight);
    return outbox;
  };

  test('wakes nobody, and is one message in the morning, apart from what goes on', () => {
    expect(ids(night(), minute, true)).toEqual([]);
    const { told } = tellUntil(night(), minute);
    expect(told.map(([title]) => title)).toEqual(['In the quiet hours 2 things happened that are over now', 'open']);
    expect(next(night(), minute, false)[0]?.notice).toMatchObject({
      class: 'several',
      text: 'joined (it is over now); offline (it is over now)',
    });
  });

  test('is told as what it was where it is the only one', () => {
    const outbox = ended(add(emptyOutbox, notice('joined'), 'ntfy', 0), notice('joined'), byNight);
    expect(next(outbox, 0, false).map((one) => one.notice)).toMatchObject([
      { class: 'joined', title: 'joined (it is over now)' },
    ]);
  });
});

describe('a test that somebody asks for', () => {
  const asked = { ...notice('test'), class: 'test' };
  const tested = (times: number) => {
    let outbox = emptyOutbox;
    for (let index = 0; index < times; index++) ({ outbox } = tellUntil(add(outbox, asked, 'ntfy', 0), 0));
    return outbox;
  };

  test('is told three times an hour, and once a night', () => {
    expect([2, 3].map((times) => takesTest(tested(times), asked, 'ntfy', minute, false))).toEqual([true, false]);
    expect(takesTest(tested(3), asked, 'ntfy', 61 * minute, false)).toBe(true);
    expect([0, 1].map((times) => takesTest(tested(times), asked, 'ntfy', minute, true))).toEqual([true, false]);
    const { outbox } = tellUntil(add(tested(1), notice('window'), 'ntfy', 0), 0);
    expect(takesTest(outbox, asked, 'ntfy', 5 * 60 * minute, true)).toBe(false);
  });

  test('takes no room from warnings', () => {
    let outbox = tested(3);
    for (let index = 0; index < 6; index++) outbox = add(outbox, notice(`window ${index}`), 'ntfy', 0);
    expect(tellUntil(outbox, 10_000).told).toHaveLength(6);
  });
});

test('a clock that leaps days ahead while it is set gives nothing up', () => {
  let outbox = add(emptyOutbox, notice('smoke', 'critical'), 'ntfy', 0);
  for (const now of [0, 3 * 24 * 60 * minute]) {
    const [sending] = next(outbox, now, false);
    outbox = settle(outbox, sending!, refused, now); // it is due
  }
  expect(outbox.waiting).toHaveLength(1);
});

test('an outbox of an older Gatehouse is gone on with', () => {
  const told = Array.from({ length: 12 }, () => ({ at: 0, severity: 'critical' as const }));
  const outbox = add({ waiting: [], told: { ntfy: told } }, forged(0), 'ntfy', minute);
  expect(ids(outbox, minute)).toEqual([]);
  expect(ids(outbox, 11 * minute)).toEqual(['forged 0']);
});

test('a flood of alerts is no flood of messages: six in ten minutes, twelve more that are critical, and at most a hundred wait', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom<Severity>('info', 'warning', 'critical'), fc.nat(40)), { maxLength: 300 }),
      (alerts) => {
        let outbox = emptyOutbox;
        alerts.forEach(
          ([severity, kind], index) =>
            (outbox = add(outbox, notice(`${severity} ${index}`, severity, `class ${kind}`), 'ntfy', 0)),
        );
        expect(outbox.waiting.length).toBeLessThanOrEqual(100);
        const { told } = tellUntil(outbox, 30 * minute);
        for (const [, at] of told) {
          const lately = told.filter(([, other]) => other <= at && at - other < 10 * minute);
          const critical = lately.filter(([title]) => title.startsWith('critical')).length;
          expect(critical).toBeLessThanOrEqual(12);
          expect(lately.length - critical).toBeLessThanOrEqual(6);
        }
      },
    ),
    { numRuns: 12 },
  );
});

test('where too much waits the mild goes, never what is critical', () => {
  let outbox = add(emptyOutbox, notice('smoke', 'critical'), 'ntfy', 0);
  for (let index = 0; index < 200; index++) outbox = add(outbox, notice(`mild ${index}`, 'info'), 'ntfy', 1 + index);
  expect(outbox.waiting.some((one) => one.notice.id === 'smoke')).toBe(true);
});

test('nor does what there is much of push out what there is little of, or what endangers life', () => {
  let outbox = add(emptyOutbox, notice('smoke', 'critical', 'safety'), 'ntfy', 0);
  outbox = add(outbox, notice('account', 'critical', 'account_changed'), 'ntfy', 0);
  for (let index = 0; index < 200; index++) outbox = add(outbox, forged(index), 'ntfy', 1 + index);
  const kept = new Set(outbox.waiting.map((one) => one.notice.id));
  expect([outbox.waiting.length, kept.has('smoke'), kept.has('account')]).toEqual([100, true, true]);
});
