import type { Device } from '@/core/device';
import type { Home } from '@/core/home';
import { listed } from '@/core/list-words';
import type { RoleRule } from '@/credentials/authority/authority';
import { readSlotNote } from '@/credentials/authority/slot-note';
import type { AccountBook, BookAccount } from '@/credentials/rights/account-book';
import type { AccountFacts, Circumstances } from '@/credentials/rights/finding';
import { rightsFindings } from '@/credentials/rights/findings';
import { formerRegisterOf } from '@/credentials/rights/least-privilege';
import type { SeenLogins } from '@/credentials/rights/log-ins';
import { deedWith, questionAbout, reachSentence } from '@/credentials/rights/rights-sentences';
import { waysOf, whoCan } from '@/credentials/rights/who-can';
import { rightsWords } from '@/credentials/rights-words';
import { sameRules } from '@/credentials/roles/ensure-role';
import { personRole, personRoleOf } from '@/credentials/roles/person-roles';

import type { Pipeline } from '../../hearing/pipeline';
import type { ReadBook } from '../account-book';
import { narrowingReason } from './narrowings';
import type { ClientAnswer, Deed, RightsAnswer, Strangers, ThingAnswer } from './rights-questions';
import { thingsOf, type Thing } from '../things';
import { usersOf, withThoseBehind } from './users';

/** A page that lists more than these helps nobody; what guards the home comes first. */
const mostThings = 300;

type Known = {
  readonly read: ReadBook;
  readonly pipeline: Pipeline;
  readonly seen: SeenLogins;
  readonly strangers: Strangers;
  readonly administrator: string;
  readonly watchedSince: number | null;
  /** accounts in whose name this browser's authority issued a certificate that is good */
  readonly certified: ReadonlySet<string>;
  readonly now: number;
};

/** Everything on the page "Who can do what". */
export function rightsAnswer(known: Known): RightsAnswer {
  const { read, pipeline, strangers, administrator, watchedSince, now } = known;
  // where nobody gets in without a username, nobody has the rights of those without
  const isShut = strangers.tried && !strangers.areLetIn;
  const certified = new Set([...known.certified, ...certifiedOf(pipeline.home), ...read.book.certified]);
  const book = { ...read.book, certified, anonymousGroup: isShut ? null : read.book.anonymousGroup };
  const things = thingsOf(pipeline, mostThings);
  const users = new Map(book.accounts.map((account) => [account.username, usersOf(pipeline.home, account)]));
  const usersBy = (username: string | null) => users.get(username ?? '') ?? [];
  const clients = book.accounts.map((account) => clientAnswer(account, usersBy(account.username), known, book, things));
  return {
    outcome: 'listed',
    things: things.map((thing) => thingAnswer(thing, book, usersBy)),
    clients,
    findings: rightsFindings({
      book,
      facts: clients.map((client) => factsOf(client, usersBy(client.username), pipeline.home)),
      guarded: new Map(things.filter(({ guards }) => guards).map(({ device, ways }) => [device.name, ways])),
      now,
      administrator,
      inClear: inClearOf(pipeline.home),
      watchedSince,
    }),
    strangers,
  };
}

/** Those that say themselves that they log in with a certificate. */
function certifiedOf({ devices }: Home): readonly string[] {
  return [...devices.values()].flatMap(({ login }) => (login?.value.certificate ? (login.value.username ?? []) : []));
}

function inClearOf({ devices }: Home): Circumstances['inClear'] {
  return [...devices.values()].flatMap(({ name, transport }) =>
    transport?.value.way === 'clear' ? [{ name, evidence: transport.value.evidence, at: transport.at }] : [],
  );
}

function thingAnswer(
  { device, ways }: Thing,
  book: AccountBook,
  usersBy: (username: string | null) => readonly Device[],
): ThingAnswer {
  const { id, name, kind, via } = device;
  return {
    device: id,
    name,
    question: questionAbout(kind, name),
    openers: whoCan(book, ways).map(({ username, ways: open, needsCertificate }) => {
      const users = usersBy(username);
      return {
        username,
        device: users[0]?.id ?? null,
        isOwn: users.some((user) => user.id === id || user.id === via),
        needsCertificate,
        sentences: once(open.map(({ sentence }) => sentence)),
      };
    }),
  };
}

function clientAnswer(
  account: BookAccount,
  users: readonly Device[],
  { read, seen, administrator }: Known,
  book: AccountBook,
  things: readonly Thing[],
): ClientAnswer {
  const { username, roles, groups, disabled } = account;
  const record = read.clients.find((one) => one.username === username);
  const held = [...roles.map(({ name }) => name), ...groups.flatMap(({ name }) => book.groups.get(name) ?? [])];
  const connections = record?.connections ?? null;
  const isNarrowed = read.roleNames.includes(formerRegisterOf(account));
  const administers = waysOf(book, account, []).length > 0;
  const deeds = deedsOf(account, book, things);
  const reason = narrowingReason(account, users, book, administrator);
  return {
    username,
    device: users[0]?.id ?? null,
    sentence: administers
      ? 'Administers the broker: it can give itself and others any right'
      : reachSentence(rightsWords(held.flatMap((role) => book.roles.get(role) ?? [])), sumOf(deeds)),
    roles: [
      ...roles.map(({ name }) => ({
        name: `the role “${name}”`,
        words: roleWords(name, book.roles.get(name) ?? []),
      })),
      ...groups.map(({ name }) => ({ name: `the group “${name}”`, words: rightsWords(rulesOf(book, name)) })),
    ],
    disabled,
    issuedAt: readSlotNote(record?.textDescription ?? null)?.at ?? null,
    lastSeen: seen.lastSeen(username),
    connections,
    clientIds: seen.clientIdsOf(username),
    deeds: administers ? [] : deeds,
    isNarrowed,
    narrowing: reason === null ? { possible: true } : { possible: false, reason },
  };
}

function rulesOf({ groups, roles }: AccountBook, group: string): readonly RoleRule[] {
  return (groups.get(group) ?? []).flatMap((role) => roles.get(role) ?? []);
}

/** A role of ours by what it is for, as long as nobody changed it; others by their rules: a name is anybody’s choice. */
function roleWords(name: string, rules: readonly RoleRule[]): string {
  const person = personRoleOf(name);
  const known = person === null ? null : personRole(person);
  return known !== null && sameRules(rules, known.role.acls) ? `${known.label}. ${known.sentence}` : rightsWords(rules);
}

/** What somebody could do who has this log-in; what goes by the same ways stands together. */
function deedsOf(account: BookAccount, book: AccountBook, things: readonly Thing[]): readonly Deed[] {
  const deeds = new Map<string, { readonly what: string[]; readonly sentences: readonly string[] }>();
  for (const { device, ways } of things) {
    const sentences = once(waysOf(book, account, ways).map(({ sentence }) => sentence));
    if (sentences.length === 0) continue;
    const same = deeds.get(sentences.join()) ?? { what: [], sentences };
    same.what.push(deedWith(device.kind, device.name));
    deeds.set(sentences.join(), same);
  }
  return [...deeds.values()].map(({ what, sentences }) => ({ deed: listed(what), things: what.length, sentences }));
}

function factsOf(client: ClientAnswer, users: readonly Device[], home: Home): AccountFacts {
  const { username, clientIds, connections, issuedAt, lastSeen } = client;
  const devices = [...withThoseBehind(home, users).values()].map(({ name }) => name);
  return { username, users: users.map(({ name }) => name), devices, clientIds, connections, issuedAt, lastSeen };
}

function sumOf(deeds: readonly Deed[]): number {
  return deeds.reduce((sum, { things }) => sum + things, 0);
}

function once(sentences: readonly string[]): readonly string[] {
  return [...new Set(sentences)];
}
