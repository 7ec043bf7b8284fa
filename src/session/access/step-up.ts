import { openBroker, type Login } from '@/broker/broker';
import { openDynamicSecurity } from '@/credentials/authority/dynamic-security';

import type { StepUpAnswer } from './code-questions';

const responseTopic = '$CONTROL/dynamic-security/v1/response';
/** a broker on this network that administers answers within milliseconds */
const timeoutMs = 4_000;

/**
 * Is this the log-in of an administrator? Asked of the broker in a connection that is closed again at once. A broker with its
 * log-ins in files knows no administrator: there what can be asked for is the log-in that the page itself has. `isOwn`: it is
 * that one, and nobody has administered the broker in this visit.
 */
export async function confirmAdministrator(
  login: Login,
  { clock, random, isOwn }: { readonly clock: () => number; readonly random: () => number; readonly isOwn: boolean },
): Promise<StepUpAnswer> {
  let settle: (answer: StepUpAnswer | null) => void = () => {};
  const entered = new Promise<StepUpAnswer | null>((resolve) => (settle = resolve));
  const broker = openBroker({
    login,
    clock,
    random,
    events: {
      onState(state) {
        if (state.status === 'connected') settle(null);
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
    // Dynamic security lets nobody but administrators hear its answers, and a broker that has none does not mind. One that has
    // an access file besides, for emergencies, does not mind either: there `isOwn` is what is left to tell them apart.
    const [heard] = await broker.subscribe([responseTopic]);
    if (heard?.granted !== true) return { outcome: heard?.reason === 'not-connected' ? 'unreachable' : 'refused' };
    if (isOwn) return { outcome: 'no-administration' };
    return { outcome: told.failure.kind === 'unanswered' ? 'unreachable' : 'refused' };
  }
}
