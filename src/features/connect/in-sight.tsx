import { useEffect, useRef, type ReactNode } from 'react';

/** Brings what has just appeared into sight: on a phone the button is below what it brings about. */
export function InSight({ children }: { readonly children: ReactNode }) {
  const place = useRef<HTMLDivElement>(null);
  useEffect(() => {
    place.current?.scrollIntoView({ block: 'center' });
  }, []);
  return <div ref={place}>{children}</div>;
}
