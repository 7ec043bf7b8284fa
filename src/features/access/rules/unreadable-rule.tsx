import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import { Button } from '@/ui/button';
import { StatusBadge } from '@/ui/status-badge';

import styles from '../access-page.module.css';

type UnreadableRuleProps = { readonly name: string; readonly words: string; readonly onDone: () => void };

/** A rule that stands in the broker and is not followed. */
export function UnreadableRule({ name, words, onDone }: UnreadableRuleProps) {
  const client = useSessionClient();
  const remove = useMutation({ mutationFn: () => client.askAccess('removePolicy', { name }), onSettled: onDone });
  return (
    <li className={styles['person']} aria-label="A rule that cannot be followed">
      <div className={styles['who']}>
        <span className={styles['name']}>A rule that cannot be followed</span>
        <StatusBadge tone="warning" look="plain">
          Not followed
        </StatusBadge>
        <span>{words}</span>
        {remove.data?.outcome === 'refused' && <span role="alert">{remove.data.reason}</span>}
      </div>
      <div className={styles['actions']}>
        <Button
          size="small"
          label="Take away: the rule that cannot be followed"
          pending={remove.isPending}
          onPress={() => remove.mutate()}
        >
          Take away
        </Button>
      </div>
    </li>
  );
}
