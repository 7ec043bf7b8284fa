import { Notice } from '@/ui/notice';

import { actTrouble } from './act-trouble';

/** Says that what somebody did was not done. */
export function ActNotice({ of: acting }: { readonly of: Parameters<typeof actTrouble>[0] }) {
  const trouble = actTrouble(acting);
  return trouble === null ? null : <Notice tone="warning" role="alert" title={trouble} />;
}
