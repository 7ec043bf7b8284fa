import type { Severity } from '@/core/alerts/alert';
import { brokerLogTopic, type Happening } from '@/core/happening';

import type { Clients } from '../clients';
import { showAccess } from '../fixes';
import type { Rule, RuleContext } from '../rule';

type Administered = Extract<Happening, { type: 'administered' }>;
type Words = { readonly severity: Severity; readonly say: (about: string) => string };

const grave = (say: Words['say']): Words => ({ severity: 'warning', say });
const mild = (say: Words['say']): Words => ({ severity: 'info', say });
const rules = grave((about) => `The rules of ${about} were changed`);
const everybody = grave(() => 'What everybody may do was changed');

/** What opens a door warns; what closes one is worth knowing. What only reads is left out. */
const changes: ReadonlyMap<string, Words> = new Map([
  ['createClient', grave((about) => `A log-in was made: ${about}`)],
  ['setClientPassword', grave((about) => `The password of ${about} was replaced`)],
  ['modifyClient', grave((about) => `The log-in ${about} was changed`)],
  ['enableClient', grave((about) => `The log-in ${about} was switched on again`)],
  ['setClientId', mild((about) => `The log-in ${about} was bound to a client`)],
  ['addClientRole', grave((about) => `The log-in ${about} was given more rights`)],
  ['addGroupClient', grave((about) => `Somebody was added to the group ${about}`)],
  ['addGroupRole', rules],
  ['addRoleACL', rules],
  ['modifyRole', rules],
  ['modifyGroup', rules],
  ['setDefaultACLAccess', everybody],
  ['setAnonymousGroup', everybody],
  ['createRole', mild((about) => `Rules were made: ${about}`)],
  ['createGroup', mild((about) => `A group was made: ${about}`)],
  ['deleteClient', mild((about) => `The log-in ${about} was removed`)],
  ['disableClient', mild((about) => `The log-in ${about} was switched off`)],
  ['removeClientRole', mild((about) => `The log-in ${about} lost rights`)],
  ['removeGroupClient', mild((about) => `Somebody was taken out of the group ${about}`)],
  ['removeGroupRole', mild((about) => `The group ${about} lost rights`)],
  ['removeRoleACL', rules],
  ['deleteRole', mild((about) => `Rules were removed: ${about}`)],
  ['deleteGroup', mild((about) => `A group was removed: ${about}`)],
]);

const unreadable = grave(() => 'Who may log in was changed, in a way that cannot be read');
/**
 * Somebody else changed who may log in at the broker, as its own log tells: a second account is how an intruder stays. What
 * this session does itself is not told to it. Another administrator of the house does the same, so it asks. What comes while it
 * asks is one alert, which gets worse where a door is opened; what comes after a person has answered is another question.
 */
export function accountChanged(context: RuleContext, clients: Clients): Rule {
  return {
    happen(happening) {
      if (happening.type !== 'administered') return;
      const words = wordsOf(happening);
      if (words !== undefined) changed(happening, words);
    },
  };

  function changed({ at, username, clientId, command, about }: Administered, { severity, say }: Words): void {
    const text = say(about ?? 'somebody');
    const [known, address = null] = clients.who(clientId);
    const evidence = { t: at, topic: brokerLogTopic, text: `${text}, by ${username} (client ${clientId})` };
    context.seen(
      {
        t: at,
        class: 'account_changed',
        subject: username,
        device: null,
        title: `${text}. Was it one of you?`,
        severity,
        confidence: 0.7,
        evidence: [evidence],
        fix: showAccess,
        lasting: false,
        news: true,
      },
      [command, about ?? '', known === username ? username : null, address],
    );
  }
}

/** One that cannot be read is as grave as any; undefined: it only looked. */
function wordsOf({ command, maybe = [] }: Administered): Words | undefined {
  if (command !== null) return changes.get(command);
  return maybe.length === 0 || maybe.some((one) => changes.has(one)) ? unreadable : undefined;
}
