import type { NewRole } from '../authority/authority';
import { credentialTopics } from '../rotation/device-topics';
import type { SlotLetter } from '../rotation/facts';
import { deviceTopic, hears, says } from './rules';

/** What a device tells before anybody knows it: who it says it is, and the key its pairing code is made from. */
const announcements = ['about', 'status', 'credential/key', 'certificate/request'] as const;

/** An approved device speaks for itself alone (CREDENTIALS.md 1.7). */
export function deviceRole(id: string): NewRole {
  const own = (what: string) => deviceTopic(id, what);
  const said = [...announcements, 'telemetry', 'event', 'reply', 'image', 'firmware/state'];
  const heard = ['command', 'credential/offer', 'certificate/issued', 'firmware/offer'];
  return { name: `dev:${id}`, acls: [...says(...said.map(own)), ...hears(...heard.map(own))] };
}

/** Only whoever logged in with this slot may say so. */
export function proofRole(id: string, letter: SlotLetter): NewRole {
  return { name: `proof:${id}.${letter}`, acls: says(credentialTopics(id).proof(letter)) };
}

/** Held besides a device's own roles and asked before them, so approving is taking it away. */
export function newcomerRole(id: string): NewRole {
  const may = says(...announcements.map((what) => deviceTopic(id, what))).map((rule) => ({ ...rule, priority: 10 }));
  return { name: newcomerName(id), acls: [...may, ...nothingElse] };
}

export function newcomerName(id: string): string {
  return `gatehouse:newcomer:${id}`;
}

/**
 * A barrier: held with `barrierPriority`, so that it is asked before whatever else an account holds, of its own or through a
 * group. What stands behind it stays as it was, and is in force again when the barrier goes: one command each way.
 */
const nothingElse: NewRole['acls'] = ['#', '$SYS/#', '$CONTROL/#'].flatMap((topic) =>
  (['publishClientSend', 'publishClientReceive', 'subscribePattern'] as const).map(
    (type) => ({ type, topic, allow: false }) as const,
  ),
);

export const restrictedRole: NewRole = { name: 'gatehouse:restricted', acls: nothingElse };
/** Beside switching the account off: a device with a certificate is let in even so (CREDENTIALS.md 1.9), and may do nothing then. */
export const bannedRole: NewRole = { name: 'gatehouse:banned', acls: nothingElse };

export const barrierPriority = 1000;

/** Only who is asked under Rules takes one away. */
export function isBarrier(role: string): boolean {
  return role === restrictedRole.name || role === bannedRole.name || role.startsWith(newcomerName(''));
}
