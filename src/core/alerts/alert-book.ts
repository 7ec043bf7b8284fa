import {
  causeOf,
  isLive,
  matterOf,
  severities,
  stands,
  type Alert,
  type AlertClass,
  type AlertId,
  type Sighting,
} from './alert';
import { areApart } from './alert-again';
import { absorbAlert, isEarlier, isSameAlert, isWorse } from './alert-merge';
import type { Mute } from './mute';

/** how many alerts are kept, and retained at the broker */
export const mostAlerts = 300;
/** of one class so many that want somebody are kept before any of another class goes */
const mostOfClass = 20;

/**
 * The alerts of a home, as one observer knows them. Like `Home`, its maps are changed in place and each `Alert` in them is
 * replaced. It merges with what other observers retain at the broker (DESIGN.md, "The home's state shared between people").
 */
export type AlertBook = {
  readonly alerts: Map<AlertId, Alert>;
  readonly byCause: Map<string, Set<AlertId>>;
  /** opened here: of those we write down each sighting; of the others, whoever opened them does */
  readonly own: Set<AlertId>;
  /** the causes that our own detection sees standing now */
  readonly seen: Map<string, Sighting>;
  /** those that it saw, that are calm now and not over yet */
  readonly calm: Set<string>;
  /** by `muteKey` */
  readonly mutes: Map<string, Mute>;
  /** likewise; they ended long ago, and still say why what they put off is over */
  readonly pastMutes: Map<string, Mute>;
};

/** What a change of the book touched, for whoever shows and shares it. */
export type BookChanges = {
  readonly changed: Set<AlertId>;
  readonly gone: Set<AlertId>;
  /** open now, and were not before, or not as bad */
  readonly opened: Set<AlertId>;
  /** to be told to the others now */
  readonly tell: Set<AlertId>;
  /** to be told to the others, but more of the same: it may wait for the next */
  readonly tellLater: Set<AlertId>;
  /** to be taken back from the broker */
  readonly withdraw: Set<AlertId>;
};

export function openBook(): AlertBook {
  return {
    alerts: new Map(),
    byCause: new Map(),
    own: new Set(),
    seen: new Map(),
    calm: new Set(),
    mutes: new Map(),
    pastMutes: new Map(),
  };
}

export function openBookChanges(): BookChanges {
  return {
    changed: new Set(),
    gone: new Set(),
    opened: new Set(),
    tell: new Set(),
    tellLater: new Set(),
    withdraw: new Set(),
  };
}

/** The alert that stands for a cause, if there is one; of several happenings the last. */
export function standingOf(book: AlertBook, cause: string): Alert | undefined {
  let last: Alert | undefined;
  for (const id of book.byCause.get(cause) ?? []) {
    const alert = book.alerts.get(id);
    if (alert !== undefined && stands(alert) && (last === undefined || isEarlier(last, alert))) last = alert;
  }
  return last;
}

/** Where several observers opened the same thing, the earliest stays, with all that the others knew. */
export function unite(book: AlertBook, alert: Alert, changes: BookChanges): void {
  const same = standingLike(book, alert).filter((one) => !areApart(one, alert));
  if (same.length < 2) return;
  const [first, ...others] = same.toSorted((one, other) => (isEarlier(one, other) ? -1 : 1));
  if (first === undefined) return;
  const united = others.reduce(absorbAlert, first);
  if (others.some(({ id }) => book.own.has(id))) book.own.add(first.id);
  for (const other of others) {
    remove(book, other, changes);
    changes.withdraw.add(other.id);
  }
  if (isSameAlert(first, united)) return;
  put(book, united, changes);
  changes.tell.add(first.id);
}

/** What stands of the same matter; another cause of it counts while it wants somebody. */
function standingLike({ alerts, byCause }: AlertBook, like: Alert): readonly Alert[] {
  const cause = causeOf(like);
  const matter = matterOf(like);
  const among =
    matter === cause ? [...(byCause.get(cause) ?? [])].flatMap((id) => alerts.get(id) ?? []) : [...alerts.values()];
  return among.filter((one) => (causeOf(one) === cause ? stands(one) : matterOf(one) === matter && isLive(one)));
}

/**
 * The least of what is too much goes: the resolved first, then what there is most of, the mild, the old. Whoever makes three
 * hundred alerts of one class hides none of another. What stays depends on nobody's order. Only what is resolved is taken from
 * the others.
 */
export function keepWithin(book: AlertBook, changes: BookChanges): void {
  while (book.alerts.size > mostAlerts) {
    const ofClass = new Map<AlertClass, number>();
    for (const alert of book.alerts.values())
      if (isLive(alert)) ofClass.set(alert.class, (ofClass.get(alert.class) ?? 0) + 1);
    const isOfFew = (alert: Alert) => (ofClass.get(alert.class) ?? 0) <= mostOfClass;
    let least: Alert | null = null;
    for (const alert of book.alerts.values())
      if (least === null || compareWorth(alert, least, isOfFew) < 0) least = alert;
    if (least === null) return;
    remove(book, least, changes);
    if (!isLive(least)) changes.withdraw.add(least.id);
  }
}

function compareWorth(one: Alert, other: Alert, isOfFew: (alert: Alert) => boolean): number {
  return (
    Number(isLive(one)) - Number(isLive(other)) ||
    (isLive(one) ? Number(isOfFew(one)) - Number(isOfFew(other)) : 0) ||
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    one.changedAt - other.changedAt ||
    (one.id < other.id ? -1 : 1)
  );
}

export function put(book: AlertBook, alert: Alert, changes: BookChanges): void {
  const before = book.alerts.get(alert.id);
  if (before !== undefined && causeOf(before) !== causeOf(alert)) book.byCause.get(causeOf(before))?.delete(alert.id);
  book.alerts.set(alert.id, alert);
  const ids = book.byCause.get(causeOf(alert)) ?? new Set();
  book.byCause.set(causeOf(alert), ids.add(alert.id));
  if (alert.state === 'open' && (before?.state !== 'open' || isWorse(alert, before))) changes.opened.add(alert.id);
  changes.gone.delete(alert.id);
  changes.changed.add(alert.id);
}

export function remove(book: AlertBook, alert: Alert, changes: BookChanges): void {
  book.alerts.delete(alert.id);
  book.own.delete(alert.id);
  const ids = book.byCause.get(causeOf(alert));
  ids?.delete(alert.id);
  if (ids?.size === 0) book.byCause.delete(causeOf(alert));
  for (const set of [changes.changed, changes.opened, changes.tell, changes.tellLater]) set.delete(alert.id);
  changes.gone.add(alert.id);
}
