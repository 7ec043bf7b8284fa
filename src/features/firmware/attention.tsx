import type { Judgement } from '@/firmware/judge';
import { supportReason } from '@/firmware/judgement-words';
import { currencyWords } from '@/firmware/currency-words';
import { currencyLook } from '@/ui/currency-look';
import { StatusBadge } from '@/ui/status-badge';

import styles from './firmware-page.module.css';

/** What wants a person beyond an update: an attacked weakness, something to check, the end of support. */
export function Attention({ judgement }: { readonly judgement: Judgement }) {
  const { exposures, support } = judgement;
  const affected = exposures.filter(({ state }) => state === 'affected');
  const check = exposures.filter(({ state, fit }) => state === 'check' && fit !== 'possibly');
  return (
    <>
      {affected.length > 0 && (
        <>
          <StatusBadge look="plain" {...currencyLook.vulnerable}>
            {currencyWords.vulnerable}
          </StatusBadge>
          <p className={styles['sentence']}>
            {numbersOf(affected)} {affected.length === 1 ? 'is' : 'are'} being attacked, and the version that runs has{' '}
            {affected.length === 1 ? 'it' : 'them'}.
          </p>
        </>
      )}
      {check.length > 0 && (
        <>
          <StatusBadge look="plain" tone="warning" icon="question">
            Check this
          </StatusBadge>
          <p className={styles['sentence']}>
            {numbersOf(check)} {check.length === 1 ? 'is' : 'are'} being attacked in this model, and nobody says in
            which versions.
          </p>
        </>
      )}
      {support.state === 'ended' && (
        <>
          <StatusBadge look="plain" {...currencyLook.unsupported}>
            {currencyWords.unsupported}
          </StatusBadge>
          <p className={styles['sentence']}>{supportReason(support)}</p>
        </>
      )}
    </>
  );
}

/** Is there anything of that to be said? */
export function wantsAttention({ exposures, support }: Judgement): boolean {
  return support.state === 'ended' || exposures.some(({ state, fit }) => state === 'affected' || fit !== 'possibly');
}

const mostNamed = 2;

/** "CVE-1, CVE-2 and 3 more" */
function numbersOf(exposures: Judgement['exposures']): string {
  const numbers = exposures.map(({ advisory }) => advisory.cve);
  const more = numbers.length - mostNamed;
  return more > 0 ? `${numbers.slice(0, mostNamed).join(', ')} and ${more} more` : numbers.join(' and ');
}
