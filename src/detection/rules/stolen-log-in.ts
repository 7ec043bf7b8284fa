import type { Rule, RuleContext } from '../rule';
import { logInEvidence, type StrangeLogIns } from '../strange-log-ins';

/**
 * Who changed the log-ins of the broker: when he had logged in, from where, and whether that client had ever used this
 * log-in since we listen. Only evidence for the alert that stands.
 */
export function stolenLogIn(context: RuleContext, logIns: StrangeLogIns): Rule {
  return {
    happen(happening) {
      if (happening.type === 'log-in') return logIns.hear(happening);
      if (happening.type !== 'administered') return;
      const { username, clientId, at } = happening;
      const logIn = logIns.take(username, clientId, at);
      if (logIn !== undefined)
        context.say('more', { class: 'account_changed', subject: username }, logInEvidence(logIn));
    },
  };
}
