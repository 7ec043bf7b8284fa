import { useMutation } from '@tanstack/react-query';

import type { DeviceId } from '@/core/device';
import { useSessionClient } from '@/session/client-context';
import type { BridgeHealth } from '@/session/protocol';
import { useConnection } from '@/store/home-hooks';
import { Button } from '@/ui/button';
import { Notice, type NoticeProps } from '@/ui/notice';

import styles from './device-page.module.css';

/** Asks a bridge whether it is well, instead of trusting what it last said. */
export function BridgeCheck({ id }: { readonly id: DeviceId }) {
  const client = useSessionClient();
  const connected = useConnection().status === 'connected';
  const check = useMutation({ mutationFn: () => client.bridgeHealth(id), meta: { saysItself: true } });
  const answer = check.isError ? 'not-connected' : check.data?.outcome;
  return (
    <div className={styles['stack']}>
      <div>
        <Button
          icon="refresh"
          pending={check.isPending}
          disabledReason={connected ? null : 'There is no connection to the broker.'}
          onPress={() => check.mutate()}
        >
          {check.isPending ? 'Checking the bridge…' : 'Check the bridge'}
        </Button>
      </div>
      {answer !== undefined && !check.isPending && <Notice role="status" {...answers[answer]} />}
    </div>
  );
}

const answers: Readonly<Record<BridgeHealth['outcome'], Pick<NoticeProps, 'tone' | 'title'>>> = {
  healthy: { tone: 'ok', title: 'The bridge answered: it is well.' },
  unhealthy: { tone: 'critical', title: 'The bridge answered that it is not well. Restart it, and look at its log.' },
  'no-answer': {
    tone: 'warning',
    title: 'The bridge has not answered. Check that the computer it runs on has power and network.',
  },
  'not-connected': { tone: 'warning', title: 'The question was not sent: there is no connection to the broker.' },
  cannot: { tone: 'info', title: 'This bridge cannot be asked.' },
};
