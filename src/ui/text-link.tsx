import type { ReactNode } from 'react';
import { Link } from 'react-router';

/** A link inside a line of text. `to` is a path of `@/ui/paths`. */
export function TextLink({ to, children }: { readonly to: string; readonly children: ReactNode }) {
  return <Link to={to}>{children}</Link>;
}
