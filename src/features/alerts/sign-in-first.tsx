import { LinkButton } from '@/ui/button';
import { paths } from '@/ui/paths';

/** What only an administrator may do begins with signing in. */
export function SignInFirst() {
  return (
    <LinkButton to={paths.access} size="small" comesBack>
      Sign in as administrator first
    </LinkButton>
  );
}
