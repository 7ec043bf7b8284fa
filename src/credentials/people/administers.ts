import type { Right } from '../rights-words';

const administration = ['$CONTROL/dynamic-security/v1', '$CONTROL/dynamic-security/#', '$CONTROL/#'];

/** Whoever may speak there can give himself any right. */
export function administers(rights: readonly Right[]): boolean {
  return rights.some(
    ({ type, topic, allow }) => allow && type === 'publishClientSend' && administration.includes(topic),
  );
}
