import { knock } from '@/embedded-broker/guest.testing';

export type KnownLogin = { readonly username: string; readonly password: string; readonly clientId: string };

/** Somebody who knocks at the broker with these credentials: is he let in? Whoever was in as that client id is out then. */
export async function isLetIn(url: string, login: KnownLogin): Promise<boolean> {
  const guest = knock(url, { ...login, protocolVersion: 5 });
  const letIn = await Promise.race([guest.next('connect').then(() => true), guest.next('error').then(() => false)]);
  await guest.client.endAsync(true);
  return letIn;
}

/** One of these passwords opens this account. */
export async function opensWithOneOf(
  url: string,
  { username, clientId }: Omit<KnownLogin, 'password'>,
  passwords: readonly string[],
): Promise<boolean> {
  for (const password of passwords) if (await isLetIn(url, { username, password, clientId })) return true;
  return false;
}
