import * as v from 'valibot';

import { administers } from '../rights-words';
import { isBarrier } from '../roles/device-roles';
import { readJson } from '../read-json';

/** What an account may do by an account file, as far as two files are compared. */
export type FileRights = {
  readonly isAdministrator: boolean;
  /** held back, restricted or banned: a barrier stands before all its rights */
  readonly isBarred: boolean;
  /** all that it holds, of its own and through groups, as one text: another text is other rights */
  readonly rights: string;
};

const held = v.optional(v.array(v.object({ rolename: v.string(), priority: v.optional(v.number()) })), []);
const rule = v.object({
  acltype: v.string(),
  topic: v.string(),
  allow: v.optional(v.boolean(), false),
  priority: v.optional(v.number(), 0),
});
const shape = v.object({
  clients: v.array(v.object({ username: v.string(), roles: held })),
  groups: v.optional(
    v.array(v.object({ roles: held, clients: v.optional(v.array(v.object({ username: v.string() })), []) })),
    [],
  ),
  roles: v.array(v.object({ rolename: v.string(), acls: v.optional(v.array(rule), []) })),
});

/** By username. null: it is no account file. Never throws. */
export function rightsIn(content: string): ReadonlyMap<string, FileRights> | null {
  const file = readJson(shape, content);
  if (file === null) return null;
  const rulesOf = new Map(file.roles.map(({ rolename, acls }) => [rolename, acls]));
  const holding = new Map(file.clients.map(({ username, roles }) => [username, [...roles]]));
  for (const { roles, clients } of file.groups)
    for (const { username } of clients) holding.get(username)?.push(...roles);
  return new Map(
    [...holding].map(([username, roles]) => {
      const rules = roles.flatMap(({ rolename }) => rulesOf.get(rolename) ?? []);
      const known = roles.map(({ rolename, priority = -1 }) => [rolename, priority, rulesOf.get(rolename) ?? []]);
      const rights = {
        isAdministrator: administers(rules.map(({ acltype, ...one }) => ({ ...one, type: acltype }))),
        isBarred: roles.some(({ rolename }) => isBarrier(rolename)),
        rights: JSON.stringify(known.map((one) => JSON.stringify(one)).toSorted()),
      };
      return [username, rights] as const;
    }),
  );
}
