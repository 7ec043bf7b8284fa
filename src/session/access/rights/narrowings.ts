import type { Device } from '@/core/device';
import type { Speech } from '@/core/log-ins/way-in';
import { barredReason } from '@/credentials/access-rows';
import type { AuthorityFailure } from '@/credentials/authority/authority';
import type { AccountBook, BookAccount } from '@/credentials/rights/account-book';
import {
  formerRegisterOf,
  narrowCommands,
  narrowingOf,
  ownRoleOf,
  readFormer,
  undoCommands,
  type HeardTopic,
  type Narrowing,
} from '@/credentials/rights/least-privilege';
import { changesOf } from '@/credentials/rights/narrowing-changes';
import { pastWords } from '@/credentials/rights/rights-sentences';
import { deviceOf } from '@/credentials/rotation/facts';

import type { Office } from '../admin';
import type { Pipeline } from '../../hearing/pipeline';
import { readAccountBook } from '../account-book';
import { failureWords } from '../failure-words';
import { refused } from '../refused';
import type { NarrowedAnswer, NarrowingAnswer } from './rights-questions';
import { speechesOf } from '../things';
import type { Traffic } from './traffic';
import { usersOf, withThoseBehind } from './users';

type Parts = { readonly pipeline: Pipeline; readonly traffic: Traffic; readonly clock: () => number };

/** Giving an account only what it needs, and taking that back. */
export type Narrowings = {
  propose(office: Office | null, username: string): Promise<NarrowingAnswer>;
  narrow(office: Office | null, username: string): Promise<NarrowedAnswer>;
  undo(office: Office | null, username: string): Promise<NarrowedAnswer>;
};

type Proposal = {
  readonly book: AccountBook;
  readonly account: BookAccount;
  readonly narrowing: Narrowing;
  readonly said: readonly HeardTopic[];
};

const nobodyIn = 'Nobody is signed in as administrator any more. Nothing was changed.';
const noAnswer = 'The broker did not answer. Nothing was changed.';
const isNarrow = 'It was given only what it needs already.';
const onlyNoted =
  'The broker did not answer in time. Nothing was taken from the account; it is only written down what it has. “Give it back what it had” takes that note away, then try again.';
const givenBack = 'The broker did not do all of it. The account was given back what it had.';
const unknownHowFar =
  'The broker did not answer, so nobody knows how much of it was done. What the account had is written down: look at the list when the broker is back, and give it back there what it had.';
const stillNoted = 'The account has again what it had, but the note of that still stands. Give it back once more.';

export function openNarrowings({ pipeline, traffic, clock }: Parts): Narrowings {
  async function prepare(office: Office, username: string): Promise<Proposal | string> {
    const read = await readAccountBook(office);
    if (read === null) return noAnswer;
    const { book } = read;
    const account = book.accounts.find((one) => one.username === username);
    if (account === undefined) return `There is no account ${username} any more.`;
    const users = usersOf(pipeline.home, account);
    const reason = narrowingReason(account, users, book, office.username);
    if (reason !== null) return reason;
    if (read.roleNames.includes(formerRegisterOf(account))) return isNarrow;
    const said = traffic.of(new Set(withThoseBehind(pipeline.home, users).keys()), clock());
    const needs = users.flatMap((user) => needsOf(user, pipeline, said));
    if (needs.every(({ says }) => says.length === 0)) {
      return 'Gatehouse does not know what this device needs, and has not heard enough of it yet.';
    }
    return { book, account, said, narrowing: narrowingOf(book, account, needs, { said, told: [] }) };
  }

  async function propose(office: Office | null, username: string): Promise<NarrowingAnswer> {
    if (office === null) return refused(nobodyIn);
    const proposal = await prepare(office, username);
    if (typeof proposal === 'string') return refused(proposal);
    const { book, narrowing, said } = proposal;
    return {
      outcome: 'proposed',
      changes: changesOf(book, narrowing),
      refused: narrowing.refused,
      heard: said.reduce((sum, { count }) => sum + count, 0),
      past: pastWords(clock() - traffic.since(clock())),
    };
  }

  async function narrow(office: Office | null, username: string): Promise<NarrowedAnswer> {
    if (office === null) return refused(nobodyIn);
    const proposal = await prepare(office, username);
    if (typeof proposal === 'string') return refused(proposal);
    const { security } = office;
    const { account, narrowing } = proposal;
    // the way back is written down before anything changes; who comes second finds it and stops
    const register = formerRegisterOf(account);
    const noted = await security.createRole({ name: register, acls: [], textName: JSON.stringify(narrowing.goes) });
    if (noted.outcome === 'failed') return refused(await notNoted(office, register, noted.failure));
    // what an interrupted attempt left is not known to be right
    await security.deleteRole(narrowing.role.name);
    const made = await security.createRole(narrowing.role);
    if (made.outcome === 'done') await security.run(narrowCommands(username, narrowing));
    const now = await security.getClient(username);
    const wanted = [narrowing.role.name, ...narrowing.kept.map(({ name }) => name)].toSorted();
    const isDone =
      now.outcome === 'done' &&
      now.value !== null &&
      now.value.groups.length === 0 &&
      now.value.roles.toSorted().join() === wanted.join();
    if (isDone) return { outcome: 'done' };
    const back = await undo(office, username);
    return refused(back.outcome === 'done' ? givenBack : unknownHowFar);
  }

  async function undo(office: Office | null, username: string): Promise<NarrowedAnswer> {
    if (office === null) return refused(nobodyIn);
    const { security } = office;
    const client = await security.getClient(username);
    if (client.outcome === 'failed') return refused(noAnswer);
    if (client.value === null) return refused(`There is no account ${username} any more.`);
    const { clientId, disabled, held } = client.value;
    const account: BookAccount = { username, clientId, disabled, ...held };
    const register = await security.getRole(formerRegisterOf(account));
    if (register.outcome === 'failed') return refused(noAnswer);
    const former = readFormer(register.value?.textName ?? null);
    if (former === null) return refused('Nobody wrote down what this account had before.');
    const answers = await security.run(undoCommands(account, former));
    const failed = answers.find((one) => one.outcome === 'failed');
    if (failed !== undefined) {
      return refused('The broker did not do all of it. Try again: what the account had is still written down.');
    }
    await security.deleteRole(ownRoleOf(account));
    const forgotten = await security.deleteRole(register.value?.name ?? formerRegisterOf(account));
    const isForgotten = forgotten.outcome === 'done' || forgotten.failure.kind === 'missing';
    return isForgotten ? { outcome: 'done' } : refused(stillNoted);
  }

  return { propose, narrow, undo };
}

/** The note of what it had was not answered with a yes: what is so now is read, as far as the broker tells. */
async function notNoted({ security }: Office, register: string, failure: AuthorityFailure): Promise<string> {
  if (failure.kind === 'exists') return isNarrow;
  if (failure.kind !== 'unanswered') return failureWords(failure);
  const stands = await security.getRole(register);
  if (stands.outcome === 'failed') return unknownHowFar;
  return stands.value === null ? noAnswer : onlyNoted;
}

/** Why an account cannot be given only what it needs; null: it can. */
export function narrowingReason(
  account: BookAccount,
  users: readonly Device[],
  book: AccountBook,
  administrator: string,
): string | null {
  if (account.username === administrator) return 'You are signed in with this account.';
  const barred = barredReason({ roles: account.roles.map(({ name }) => name) }, 'it is given only what it needs');
  if (barred !== null) return barred;
  if (users.length === 0) return 'Nobody knows which device uses it, so nobody knows what it needs.';
  const siblings = book.accounts.filter((one) => deviceOf(one) === deviceOf(account));
  if (siblings.length < 2) return null;
  return siblings.some((one) => book.certified.has(one.username))
    ? 'It logs in with a certificate too, by an account of its own, which would keep all its rights.'
    : 'Its password is being replaced. Wait until that has ended.';
}

function needsOf(user: Device, { readers }: Pipeline, said: readonly HeardTopic[]): readonly Speech[] {
  const speeches = speechesOf(user, readers);
  return speeches.length > 0 ? speeches : [speechFromTraffic(said)];
}

/** Where no convention says what a device needs: what it was heard on, and what stands beside it. */
function speechFromTraffic(said: readonly HeardTopic[]): Speech {
  const places = new Set(
    said.flatMap(({ topic }) => (topic.includes('/') ? [topic.slice(0, topic.lastIndexOf('/'))] : [])),
  );
  const filters = [...places].map((place) => `${place}/#`);
  return { says: filters, hears: filters };
}
