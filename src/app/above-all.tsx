import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';

type AboveAllProps = { readonly children: ReactNode; readonly className: string | undefined };

/**
 * What has to be seen, heard and pressed whatever else is open: beside the page, for a dialog or a menu makes all of that inert, but
 * leaves alone what says that it lies above.
 */
export function AboveAll({ children, className }: AboveAllProps) {
  return createPortal(
    <div className={className} data-react-aria-top-layer="true">
      {children}
    </div>,
    document.body,
  );
}
