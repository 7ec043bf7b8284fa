import * as v from 'valibot';

import type { RoleRule } from './authority';

/** No note of ours is longer, and nobody else's text is worth more memory. */
const longestNote = 1024;

const text = v.string();
/** Given without a priority; such are asked last (mosquitto plugins/dynamic-security, `json_get_int` with -1). */
const noPriority = -1;
const priority = v.optional(v.number(), noPriority);
const held = v.object({ rolename: text, priority });

const clientSchema = v.pipe(
  v.object({
    username: text,
    clientid: v.optional(text),
    textname: v.optional(text),
    textdescription: v.optional(text),
    disabled: v.optional(v.boolean(), false),
    roles: v.optional(v.array(held), []),
    groups: v.optional(v.array(v.object({ groupname: text, priority })), []),
    connections: v.optional(v.array(v.unknown())),
  }),
  v.transform(({ clientid, textname, textdescription, disabled, roles, groups, connections, username }) => ({
    username,
    clientId: clientid ?? null,
    textName: textname ?? null,
    textDescription: textdescription?.slice(0, longestNote) ?? null,
    disabled,
    roles: roles.map(({ rolename }) => rolename),
    groups: groups.map(({ groupname }) => groupname),
    held: {
      roles: roles.map((one) => ({ name: one.rolename, priority: one.priority })),
      groups: groups.map((one) => ({ name: one.groupname, priority: one.priority })),
    },
    connections: connections?.length ?? null,
  })),
);

const ruleSchema = v.pipe(
  v.object({
    acltype: v.picklist([
      'publishClientSend',
      'publishClientReceive',
      'subscribeLiteral',
      'subscribePattern',
      'unsubscribeLiteral',
      'unsubscribePattern',
    ]),
    topic: text,
    allow: v.boolean(),
    priority: v.optional(v.number(), 0),
  }),
  v.transform(({ acltype, topic, allow, priority }): RoleRule => ({ type: acltype, topic, allow, priority })),
);

const roleSchema = v.pipe(
  v.object({ rolename: text, textname: v.optional(text), acls: v.optional(v.array(ruleSchema), []) }),
  v.transform(({ rolename, textname, acls }) => ({ name: rolename, textName: textname ?? null, acls })),
);

const groupSchema = v.pipe(
  v.object({ groupname: text, roles: v.optional(v.array(held), []) }),
  v.transform(({ groupname, roles }) => ({ name: groupname, roles: roles.map(({ rolename }) => rolename) })),
);

/**
 * An account as the broker tells it. `connections`: how many; null where it does not tell. `held`: its roles and groups with
 * their priorities, in the order in which they are asked.
 */
export type ClientRecord = v.InferOutput<typeof clientSchema>;
export type RoleRecord = v.InferOutput<typeof roleSchema>;
export type GroupRecord = v.InferOutput<typeof groupSchema>;

const kinds = ['publishClientSend', 'publishClientReceive', 'subscribe', 'unsubscribe'] as const;

/** What holds where no rule of an account speaks. */
export type DefaultAccess = Readonly<Record<(typeof kinds)[number], boolean>>;

const accessSchema = v.pipe(
  v.object({ acls: v.array(v.object({ acltype: v.picklist(kinds), allow: v.boolean() })) }),
  v.transform(({ acls }): DefaultAccess => {
    const allows = (kind: (typeof kinds)[number]) => acls.some(({ acltype, allow }) => acltype === kind && allow);
    return {
      publishClientSend: allows('publishClientSend'),
      publishClientReceive: allows('publishClientReceive'),
      subscribe: allows('subscribe'),
      unsubscribe: allows('unsubscribe'),
    };
  }),
);

const page = <T extends v.GenericSchema>(list: 'clients' | 'roles' | 'groups', item: T) =>
  v.pipe(
    v.object({ totalCount: v.number(), [list]: v.array(item) }),
    v.transform((told) => told[list] as readonly v.InferOutput<T>[]), // the one list in it
  );

const anonymousSchema = v.pipe(
  v.object({ group: v.object({ groupname: v.optional(text, '') }) }),
  v.transform(({ group: { groupname } }) => (groupname === '' ? null : groupname)),
);

/** The `data` of an answer, by what was asked. */
export const recordSchemas = {
  client: v.pipe(
    v.object({ client: clientSchema }),
    v.transform(({ client }) => client),
  ),
  clients: page('clients', clientSchema),
  clientNames: page('clients', text),
  role: v.pipe(
    v.object({ role: roleSchema }),
    v.transform(({ role }) => role),
  ),
  roleNames: page('roles', text),
  groups: page('groups', groupSchema),
  access: accessSchema,
  anonymousGroup: anonymousSchema,
} as const;
