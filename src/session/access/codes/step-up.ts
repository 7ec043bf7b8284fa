import { openBroker, type Login } from '@/broker/broker';
import { openDynamicSecurity } from '@/credentials/authority/dynamic-security';

import type { StepUpAnswer } from './code-questions';

const responseTopic = '$CONTROL/dynamic-security/v1/response';
/** a broker on this network that administers answers within milliseconds */
const timeoutMs = 4_000;

/**
 * Is this the log-in of an administrator? Asked of the broker in a connection that is closed again at once. Dynamic security
 * refuses the question of anybody else, in words since MQTT 5. A broker with its log-ins in files, and no list of topics beside
 * them, takes it and never answers: there what can be asked for is the log-in that the page itself has. `isOwn`: it is that
 * one, and nobody has administered the broker in this visit.
 */
export async function confirmAdministrator(
  login: Login,
  { clock, random, isOwn }: { readonly clock: () => number; readonly random: () => number; readonly isOwn: boolean },
): Promise<StepUpAnswer> {
  let settle: (answer: StepUpAnswer | null) => void = () => {};
  let tellsRefusals = false;
  const entered = new Promise<StepUpAnswer | null>((resolve) => (settle = resolve));
  const broker = openBroker({
    login,
    clock,
    random,
    events: {
      onState(state) {
        if (state.status === 'connected') {
          tellsRefusals = state.protocol === 5;
          settle(null);
        }
        if (state.status !== 'failed') return;
        settle({ outcome: state.failure.kind === 'bad-credentials' ? 'refused' : 'unreachable' });
      },
      onMessage: () => {},
      onOversize: () => {},
    },
  });
  const failure = await entered;
  const answer = failure ?? (await mayAdminister());
  await broker.close();
  return answer;

  async function mayAdminister(): Promise<StepUpAnswer> {
    const security = openDynamicSecurity(broker, { username: login.username, random, timeoutMs });
    const told = await security.getDefaultAccess();
    if (told.outcome === 'done') return { outcome: 'confirmed' };
    if (told.failure.kind !== 'unanswered') return { outcome: 'refused' };
    // who may not hear the answers is refused that; an owner of a home may, for he hears all that is said
    const [heard] = await broker.subscribe([responseTopic]);
    if (heard?.granted !== true) return { outcome: heard?.reason === 'not-connected' ? 'unreachable' : 'refused' };
    return { outcome: isOwn && tellsRefusals ? 'no-administration' : 'unreachable' };
  }
}
