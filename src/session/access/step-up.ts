import { openBroker, type Login } from '@/broker/broker';
import { openDynamicSecurity } from '@/credentials/authority/dynamic-security';

import type { StepUpAnswer } from './code-questions';

/** Is this the log-in of an administrator? Asked of the broker in a connection that is closed again at once. */
export async function confirmAdministrator(
  login: Login,
  { clock, random }: { readonly clock: () => number; readonly random: () => number },
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
    const security = openDynamicSecurity(broker, { username: login.username, random });
    return { outcome: (await security.getDefaultAccess()).outcome === 'failed' ? 'refused' : 'confirmed' };
  }
}
