import type { Advisory, AdvisoryAction, OwnerFact } from '@/core/firmware/advisory';

import type { Exposure } from './exposure';
import type { Lag } from './lag';
import type { Support, SupportTeller } from './support';

/** "2 versions and 12 days behind"; null: nobody can tell how far. */
export function lagWords({ versions, days }: Lag): string | null {
  const parts = [
    versions === null ? null : counted(versions, 'version'),
    days === null || days === 0 ? null : counted(days, 'day'),
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : `${parts.join(' and ')} behind`;
}

/** What the days behind rest on, and why nobody can count the versions, in a sentence or two; null: there is nothing to say. */
export function lagReason({ versions, days, daysBy }: Lag, isBehind: boolean): string | null {
  const parts = [
    days === null || daysBy === null ? null : dayReasons[daysBy],
    isBehind && versions === null
      ? 'How many versions lie between is not known: only the Zigbee OTA index lists them, for the models that it names.'
      : null,
  ].filter((part) => part !== null);
  return parts.length === 0 ? null : parts.join(' ');
}

const dayReasons: Readonly<Record<NonNullable<Lag['daysBy']>, string>> = {
  builds: 'The days are those between the builds of the two versions.',
  seen: 'The days are those since the newer version was first seen on offer.',
};

/** Until when a device is looked after, in a few words. */
export function supportWords(support: Support): string {
  switch (support.state) {
    case 'unknown':
      return 'Not known';
    case 'until':
      return `Until ${dayInWords(support.day)}, ${support.daysLeft === 0 ? 'the last day' : `${counted(support.daysLeft, 'day')} left`}`;
    case 'ended':
      return support.day === null ? 'Over' : `Ended on ${dayInWords(support.day)}`;
  }
}

const tellers: Readonly<Record<SupportTeller, string>> = {
  owner: 'Somebody of your home says so.',
  device: 'The device itself says so.',
  catalogue: 'Gatehouse’s list says so.',
  cisa: 'The US agency CISA says that it is at its end and should not be used any more.',
};

/** Who says so; null: nobody says anything. */
export function supportReason(support: Support): string | null {
  return support.state === 'unknown' ? null : tellers[support.by];
}

/** What an advisory means for the device, in a sentence. */
export function exposureWords({ state, fit, quoted, byOwner, meantBy }: Exposure): string {
  if (state === 'affected') {
    return byOwner ? 'The version that runs has it, as somebody of your home says.' : 'The version that runs has it.';
  }
  if (fit === 'possibly') return 'It is possibly meant: its maker is named, and not its model.';
  const named = meantBy === null ? 'Its model is named' : `Somebody of your home says that it is meant (${meantBy})`;
  return quoted === null
    ? `${named}, and nobody says which versions have it.`
    : `${named}, and its version cannot be compared with those that have it.`;
}

/** What somebody of the home has said, in a sentence. */
export function factWords({ vendor, model, cve, fixed, affected, supportEnds, meant }: OwnerFact): string {
  const name = `${vendor} ${model}`;
  if (supportEnds !== null) return `${name} is supported until ${dayInWords(supportEnds)}.`;
  const weakness = cve ?? 'a weakness';
  if (meant !== undefined) return `${name} is ${meant ? '' : 'not '}meant by ${weakness}.`;
  const { from = null, through = null } = affected ?? {};
  const parts = [
    from === null && through === null ? null : `has ${weakness} ${rangeWords(from, through)}`,
    fixed === null ? null : `is without ${weakness} from version ${fixed} on`,
  ];
  return `${name} ${parts.filter((part) => part !== null).join(', and ')}.`;
}

function rangeWords(from: string | null, through: string | null): string {
  if (from === null) return `up to version ${through}`;
  return through === null ? `from version ${from} on` : `from version ${from} to ${through}`;
}

const actions: Readonly<Record<AdvisoryAction, string>> = {
  update: 'Install its newest firmware.',
  'update-or-stop': 'Install its newest firmware, or stop using it where there is none.',
  stop: 'Stop using it: it gets no firmware any more.',
  'ask-maker': 'Ask its maker how it is mended.',
};

/** What to do about it, as CISA asks for. */
export function actionWords({ action }: Pick<Advisory, 'action'>): string {
  return actions[action];
}

/** "31 December 2031"; whatever is no day stays as it is written. */
export function dayInWords(day: string, locale?: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  if (Number.isNaN(at)) return day;
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).format(at);
}

function counted(count: number, what: string): string {
  return `${new Intl.NumberFormat().format(count)} ${what}${count === 1 ? '' : 's'}`;
}
