import type { RoleRule } from './authority';

/** A rule on the wire. */
export type WireRule = {
  readonly acltype: RoleRule['type'];
  readonly topic: string;
  readonly allow: boolean;
  readonly priority: number;
};

type OnClient = { readonly username: string };
type OnRole = { readonly rolename: string };
type OnGroup = { readonly groupname: string };
type Page = { readonly verbose?: boolean; readonly count?: number; readonly offset?: number };

/**
 * The commands of Mosquitto's dynamic security that are used here (CREDENTIALS.md, Appendix A). There is no way to say
 * createClient with roles: those dangle in Mosquitto when the role is deleted (finding 5).
 */
export type ControlCommand =
  | { readonly command: 'getDefaultACLAccess' | 'getAnonymousGroup' }
  | ({
      readonly command: 'createClient';
      readonly password: string;
      readonly clientid?: string;
      readonly textname?: string;
      readonly textdescription?: string;
    } & OnClient)
  | ({ readonly command: 'getClient' | 'enableClient' } & OnClient)
  | ({ readonly command: 'disableClient' | 'deleteClient' } & OnClient)
  | ({ readonly command: 'setClientPassword'; readonly password: string } & OnClient)
  | ({ readonly command: 'modifyClient'; readonly textdescription: string } & OnClient)
  | ({ readonly command: 'addClientRole'; readonly priority?: number } & OnClient & OnRole)
  | ({ readonly command: 'removeClientRole' } & OnClient & OnRole)
  | ({ readonly command: 'addGroupClient'; readonly priority?: number } & OnClient & OnGroup)
  | ({ readonly command: 'removeGroupClient' } & OnClient & OnGroup)
  | ({ readonly command: 'createRole'; readonly textname?: string; readonly acls?: readonly WireRule[] } & OnRole)
  | ({ readonly command: 'modifyRole'; readonly textname?: string; readonly acls?: readonly WireRule[] } & OnRole)
  | ({ readonly command: 'getRole' | 'deleteRole' } & OnRole)
  | ({ readonly command: 'listClients' | 'listRoles' } & Page)
  | ({ readonly command: 'listGroups' } & Page);

/** Changes after which a broker cuts whoever is connected with that account, the administrator itself included. */
const cutting: ReadonlySet<ControlCommand['command']> = new Set([
  'setClientPassword',
  'modifyClient',
  'disableClient',
  'deleteClient',
  'addClientRole',
  'removeClientRole',
  'addGroupClient',
  'removeGroupClient',
]);

/** Would whoever is logged in as `username` cut itself with it? */
export function touches(command: ControlCommand, username: string): boolean {
  return cutting.has(command.command) && 'username' in command && command.username === username;
}

/** Is anything else than before after it? */
export function isChange({ command }: ControlCommand): boolean {
  return !/^(?:get|list)/.test(command);
}

export function wireRule({ type, topic, allow, priority = 0 }: RoleRule): WireRule {
  return { acltype: type, topic, allow, priority };
}
