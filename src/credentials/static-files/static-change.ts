import { listed } from '@/core/list-words';
import type { LogSpeech } from '@/core/log-speech';
import type { StaticChange, UseWitness } from '@/core/log-ins/static-change';

/** What can be seen of a log-in on such a broker. */
export type StaticSight = {
  /** when the broker's log told last that somebody came with it, other than we; null: never */
  readonly newSeenAt: number | null;
  readonly oldSeenAt: number | null;
  /** when a device said last, in this visit, that it logs in with it; several may share the old one. null: none says so */
  readonly saidNewAt: number | null;
  readonly saidOldAt: number | null;
  /** devices whose newest word is that they log in with the old one, by name: several may share it */
  readonly sayingOld: readonly string[];
  /** `tells`: whoever comes will be seen */
  readonly logSpeech: LogSpeech;
};

/** A log-in that is to be made; whoever makes it again replaces its line, and the proof of the one before is none. */
export function begun(old: string, username: string, now: number): StaticChange {
  return { old, username, madeAt: now, letInAt: null, used: null, deletedAt: null };
}

/** What is seen proves its use when it came after the line was made; once it is proved it stays so. */
export function withSight(change: StaticChange, { newSeenAt, saidNewAt }: StaticSight): StaticChange {
  if (change.used !== null) return change;
  if (newSeenAt !== null && newSeenAt >= change.madeAt) return usedBy(change, 'log', newSeenAt);
  // whoever spoke after it: another device that shares the old one says nothing of this one
  if (saidNewAt !== null && saidNewAt >= change.madeAt) return usedBy(change, 'device', saidNewAt);
  return change;
}

export function usedBy(change: StaticChange, by: UseWitness, at: number): StaticChange {
  // somebody got in with it, so its line is there
  return { ...change, used: { at, by }, letInAt: change.letInAt ?? at };
}

/** The old one was let in after its line was said to be deleted. */
export function isOldStillThere({ deletedAt }: StaticChange, { oldSeenAt }: StaticSight): boolean {
  return deletedAt !== null && oldSeenAt !== null && oldSeenAt > deletedAt;
}

/** How it stands, and what is waited for: one or two sentences. */
export function staticWords(change: StaticChange, sight: StaticSight): string {
  const { old, username, letInAt, used, deletedAt } = change;
  if (deletedAt !== null)
    return isOldStillThere(change, sight)
      ? `Somebody was let in as ${old} since: its line is still there, or the broker has not read the file again.`
      : `The line of ${old} is said to be deleted. Whether the broker refuses it shows only when somebody tries it.`;
  if (used !== null) return `${witnessWords[used.by](username)} ${canGoWords(change, sight)}`;
  const there = letInAt === null ? '' : `The broker lets ${username} in: its line is there. `;
  if (sight.saidOldAt !== null && sight.saidOldAt >= change.madeAt) return there + stillOldWords(change, sight);
  if (sight.logSpeech === 'tells')
    return `${there}Waiting for the device to log in as ${username}, for as long as it takes: the broker’s log tells.`;
  return `${there}${silenceWords[sight.logSpeech]}, so it may not be seen from here which one the device uses. Look at the device itself.`;
}

function stillOldWords({ old }: StaticChange, { sayingOld }: StaticSight): string {
  return sayingOld.length > 1
    ? `${listed(sayingOld)} say that they still log in as ${old}.`
    : `The device says that it still logs in as ${old}.`;
}

/** One device uses the new one, and somebody the old one still: whoever shares it would be locked out. */
export function isOldShared({ used, deletedAt }: StaticChange, { oldSeenAt, sayingOld }: StaticSight): boolean {
  if (used === null || deletedAt !== null) return false;
  return sayingOld.length > 0 || (oldSeenAt !== null && oldSeenAt > used.at);
}

function canGoWords(change: StaticChange, sight: StaticSight): string {
  const { old } = change;
  if (!isOldShared(change, sight)) return `The line of ${old} can go.`;
  const [name] = sight.sayingOld;
  return name === undefined
    ? `But somebody was let in as ${old} since: leave its line until you know who that is.`
    : `But ${name} says that it logs in as ${old}: leave that line until this is changed too.`;
}

const silenceWords: Readonly<Record<Exclude<LogSpeech, 'tells'>, string>> = {
  never: 'In this visit the broker has told nobody’s log-in',
  silent: 'The broker’s log tells log-ins no more: it kept silent about one that this page has made',
};

const witnessWords: Readonly<Record<UseWitness, (username: string) => string>> = {
  log: (username) => `The broker’s log says that ${username} was let in, and not by this page.`,
  device: (username) => `The device itself says that it logs in as ${username}.`,
  person: (username) => `You saw the device work with ${username}.`,
};
