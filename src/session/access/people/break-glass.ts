import type { Login } from '@/broker/broker';

import { openAdmin, type Office } from '../admin';

type Parts = {
  readonly office: () => Office | null;
  readonly login: () => Login | null;
  readonly clock: () => number;
  readonly random: () => number;
};

type Tried = { readonly works: boolean; readonly sentence: string };

/**
 * An account for the day on which the broker's account file is lost: it stands in a static password file beside dynamic
 * security (CREDENTIALS.md, finding 2), so it cannot be seen from here. What can be done is to log in with it, and to look
 * that it does not stand in the very file that would be lost.
 */
export async function tryBreakGlass(
  { office, login, clock, random }: Parts,
  tried: { readonly username: string; readonly password: string },
): Promise<Tried> {
  const [mine, day] = [office(), login()];
  if (mine === null || day === null) return no('Sign in as the broker’s administrator first.');
  const known = await mine.security.getClient(tried.username);
  if (known.outcome === 'failed') return no('The broker does not answer at the moment. Try again.');
  if (known.value !== null)
    return no(
      'This log-in stands in the account file that would be lost. One for emergencies has to stand in the broker’s password file.',
    );
  const admin = openAdmin({
    clock,
    random,
    tell: () => {},
    onOpen: () => {},
    onClose: () => {},
    isBusy: () => false,
  });
  const state = await admin.open({ url: day.url, ...tried });
  await admin.close();
  if (state.status === 'open')
    return { works: true, sentence: 'It works: it can administer the broker, and does not stand in the account file.' };
  if (state.status === 'failed' && state.reason === 'no-administration')
    return no('The broker lets it in, but it may not administer. Its line in the access file is missing.');
  if (state.status === 'failed' && state.reason === 'silent')
    return no(
      'The broker lets it in and does not answer it: it may not administer, or the broker is busy. Try again. If that does not help, its line in the access file is missing.',
    );
  if (state.status === 'failed' && state.reason === 'bad-credentials')
    return no('The broker does not know this username with this password.');
  return no('The broker could not be reached. Try again.');
}

function no(sentence: string): Tried {
  return { works: false, sentence };
}
