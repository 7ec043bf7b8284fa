import { useMutation } from '@tanstack/react-query';

import { useSessionClient } from '@/session/client-context';
import type { PolicyMode, PolicyRow } from '@/session/protocol';
import { Age } from '@/ui/age';
import { AskFirstButton } from '@/ui/ask-first-button';
import { Button } from '@/ui/button';
import { StatusBadge } from '@/ui/status-badge';

import styles from '../access-page.module.css';
import { enforceQuestion, restrictsWords } from './enforce-question';
import { PolicyPreview } from './policy-preview';

type PolicyCardProps = { readonly policy: PolicyRow; readonly onDone: () => void };

/** One rule: who goes against it, what enforcing it would do now, and the way there and back. */
export function PolicyCard({ policy, onDone }: PolicyCardProps) {
  const client = useSessionClient();
  const { name, title, mode, hits } = policy;
  const change = useMutation({
    mutationFn: (next: PolicyMode) => client.askAccess('setPolicy', { name, mode: next }),
    onSettled: onDone,
  });
  const remove = useMutation({ mutationFn: () => client.askAccess('removePolicy', { name }), onSettled: onDone });
  return (
    <li className={styles['person']} aria-label={title} tabIndex={-1}>
      <div className={styles['who']}>
        <span className={styles['name']}>{title}</span>
        <span>{policy.sentence}</span>
        <StatusBadge tone={hits.length > 0 ? 'warning' : 'ok'} look="plain">
          {hits.length === 0 ? 'Nobody goes against it' : `${hits.length} against it`}
        </StatusBadge>
        {hits.length > 0 && (
          <ul>
            {hits.map(({ words }) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        )}
        <span className={styles['muted']}>{stateWords(policy)}</span>
        {policy.doubt !== null && (
          <StatusBadge tone="warning" look="plain">
            It restricts nobody by age at the moment. {policy.doubt}
          </StatusBadge>
        )}
        <PolicyPreview {...policy} />
        {policy.set !== null && (
          <span className={styles['muted']}>
            Set by {policy.set.by} <Age at={policy.set.at} />
          </span>
        )}
        {[change.data, remove.data].map(
          (answer) =>
            answer?.outcome === 'refused' && (
              <span key={answer.reason} role="alert">
                {answer.reason}
              </span>
            ),
        )}
      </div>
      <div className={styles['actions']}>
        {/* one button, there and back: the focus stays on it */}
        <AskFirstButton
          size="small"
          label={`${mode === 'enforce' ? 'Only watch' : 'Enforce'}: ${title}`}
          reasonSide="end"
          pending={change.isPending}
          question={mode === 'enforce' ? null : enforceQuestion(policy)}
          onConfirm={() => change.mutate(mode === 'enforce' ? 'watch' : 'enforce')}
        >
          {mode === 'enforce' ? 'Only watch' : 'Enforce'}
        </AskFirstButton>
        {policy.isMade && (
          <Button size="small" label={`Take away: ${title}`} pending={remove.isPending} onPress={() => remove.mutate()}>
            Take away
          </Button>
        )}
      </div>
    </li>
  );
}

function stateWords({ mode, wouldRestrict, restricts }: PolicyRow): string {
  if (mode === 'enforce')
    return restricts.length === 0
      ? 'Enforced. It restricts nobody.'
      : `Enforced. It restricts ${restricts.join(', ')}.`;
  return `Watched. ${restrictsWords(wouldRestrict)}`;
}
