import type { ReactNode } from 'react';
import { Link } from 'react-router';

import { useHandedFocus } from './handed-focus';

type TextLinkProps = {
  readonly to: string;
  readonly children: ReactNode;
  /** for one that looks like something else: a tile, the name of a row */
  readonly className?: string | undefined;
};

/** A link inside a line of text. `to` is a path of `@/ui/paths`. */
export function TextLink({ to, children, className }: TextLinkProps) {
  const place = useHandedFocus<HTMLAnchorElement>();
  return (
    <Link ref={place} to={to} className={className}>
      {children}
    </Link>
  );
}
