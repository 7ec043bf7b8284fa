import { useMemo } from 'react';
import { encode } from 'uqr';

import styles from './typed-login.module.css';

/** Something short to be read by a camera: drawn as one path, black on white in any theme, or no reader finds it. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const { size, path } = useMemo(() => drawn(text), [text]);
  return (
    <svg
      className={styles['qr']}
      viewBox={`0 0 ${size} ${size}`}
      role="img"
      aria-label={label}
      shapeRendering="crispEdges"
    >
      <path d={path} />
    </svg>
  );
}

/** One square a dark module, within the border of four that a reader needs (ISO 18004 §6.3.8). */
function drawn(text: string): { readonly size: number; readonly path: string } {
  const { data, size } = encode(text, { border: 4 });
  const strokes = data.flatMap((row, y) => row.map((isDark, x) => (isDark ? `M${x} ${y}h1v1h-1z` : '')));
  return { size, path: strokes.join('') };
}
