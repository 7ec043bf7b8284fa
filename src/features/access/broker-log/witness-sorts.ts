import type { TryAnswer, WitnessAnswer } from '@/session/protocol';
import type { Tone } from '@/ui/tone';

type Sort = WitnessAnswer['seen'][number]['type'];

/** One sort of thing that a broker can tell, and how it stands with this one. */
export type SortRow = {
  readonly type: Sort;
  readonly title: string;
  /** what it is good for, and what it does not show */
  readonly sentence: string;
  readonly tone: Tone;
  readonly standing: string;
  /** when it was told last; null: not since this page connected */
  readonly at: number | null;
};

type Words = Pick<SortRow, 'title' | 'sentence'>;

const words: Readonly<Record<Sort, Words>> = {
  'log-in': {
    title: 'Log-ins',
    sentence: 'Who comes, with which account and from which address.',
  },
  'log-in-failed': {
    title: 'Refused log-ins',
    sentence: 'Somebody tries passwords, or a device was left with an old one.',
  },
  'taken-over': {
    title: 'Clients thrown out',
    sentence: 'Somebody logs in with the client id of a device that is connected.',
  },
  administered: {
    title: 'Changes of accounts',
    sentence: 'Somebody else makes a log-in, or gives one more rights.',
  },
  subscribed: {
    title: 'Who begins to listen to what',
    sentence: 'Somebody listens to everything. Whoever listened before this page came is not told.',
  },
  denied: {
    title: 'Refused messages',
    sentence:
      'Somebody tries what he may not. Mosquitto writes that to a log file only (log_type debug), never to a topic; the broker of the demo tells it.',
  },
  'log-in-rate': {
    title: 'Log-ins a minute',
    sentence: 'A counter that most brokers keep: many log-ins a minute show also where the log is shut.',
  },
};

/** Each sort in words, the most telling first. `tried`: what came of two log-ins of ours; null: nobody tried. */
export function sortRows(witness: WitnessAnswer, tried: TryAnswer | null): readonly SortRow[] {
  return witness.seen.map(({ type, at }) => ({
    type,
    ...words[type],
    ...(type === 'log-in-failed' && hidesAddresses(witness) && { sentence: `${words[type].sentence} ${hiding}` }),
    ...standingOf(type, at, witness, tried),
    at,
  }));
}

const hiding = 'Over WebSockets, Mosquitto 2.0 does not tell who tried and from where; 2.1 does.';

function hidesAddresses({ version }: WitnessAnswer): boolean {
  return version !== null && /mosquitto version 2\.0\./.test(version);
}

function standingOf(
  type: Sort,
  at: number | null,
  { mayListen, throughAdministrator, account }: WitnessAnswer,
  tried: TryAnswer | null,
): Pick<SortRow, 'tone' | 'standing'> {
  if (at !== null) return { tone: 'ok', standing: 'It is told' };
  if (mayListen === false && !throughAdministrator)
    return { tone: 'warning', standing: `The account ${account} may not listen to it` };
  if (tried?.outcome === 'tried' && answered(type, tried) === false)
    return { tone: 'warning', standing: 'The broker does not tell it: tried just now' };
  return { tone: 'neutral', standing: 'Not heard yet' };
}

/** null: the trial does nothing of that sort */
function answered(type: Sort, tried: Extract<TryAnswer, { outcome: 'tried' }>): boolean | null {
  if (type === 'log-in') return tried.logIn;
  if (type === 'log-in-failed') return tried.refused;
  return type === 'subscribed' ? tried.subscribed : null;
}

/** What to write on the broker's computer so that it tells its log (mosquitto.conf(5): the first log_type replaces the usual ones). */
export const logLines = [
  'log_dest topic',
  'log_type error',
  'log_type warning',
  'log_type notice',
  'log_type information',
  'log_type subscribe',
  'log_type unsubscribe',
  'connection_messages true',
].join('\n');

/** For a broker with an acl_file. */
export function aclLines(account: string): string {
  return `user ${account}\ntopic read $SYS/broker/#`;
}

/** For one whose accounts are administered (mosquitto-ctrl-dynsec(1)). */
export const roleLine = "mosquitto_ctrl -u ADMIN dynsec addRoleACL ROLE subscribePattern '$SYS/broker/#' allow";
