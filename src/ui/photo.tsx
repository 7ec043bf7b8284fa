import { useEffect, useState, type ReactNode } from 'react';

import { classNames } from './class-names';
import { Icon, type IconName } from './icon';
import styles from './photo.module.css';

type PhotoProps = {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: 'image/jpeg' | 'image/png' | 'image/webp' | 'image/gif';
  readonly alt: string;
  /** in grey: it does not show how it is now; the words beside it say why */
  readonly faded?: boolean;
  /** what stands there when the browser cannot make a picture of the bytes */
  readonly broken: ReactNode;
};

type Decoded = { readonly bytes: Uint8Array; readonly url: string | null };

/** A picture from bytes. Only what was decoded once takes the place of the last one: nothing breaks, and nothing waits. */
export function Photo({ bytes, type, alt, faded = false, broken }: PhotoProps) {
  const decoded = useDecoded(bytes, type);
  if (decoded === null) return <PhotoFrame />;
  if (decoded.url === null) return <PhotoFrame>{broken}</PhotoFrame>;
  return (
    <PhotoFrame>
      <img className={classNames(styles['photo'], faded && styles['faded'])} src={decoded.url} alt={alt} />
    </PhotoFrame>
  );
}

/** The place of a picture: as high with it as without. */
export function PhotoFrame({ children }: { readonly children?: ReactNode }) {
  return <div className={styles['frame']}>{children}</div>;
}

type PlaceholderProps = { readonly icon: IconName; readonly title: string; readonly children: ReactNode };

/** Why there is no picture, in few enough words to fit where it would stand on a phone. */
export function PhotoPlaceholder({ icon, title, children }: PlaceholderProps) {
  return (
    <div className={styles['placeholder']}>
      <Icon name={icon} size={24} />
      <p className={styles['title']}>{title}</p>
      <p>{children}</p>
    </div>
  );
}

/** null: not yet; a `url` of null: these bytes are no picture. Each address is given back when the next one is shown. */
function useDecoded(bytes: Uint8Array<ArrayBuffer>, type: string): Decoded | null {
  const [shown, setShown] = useState<Decoded | null>(null);
  useEffect(() => {
    const blob = new Blob([bytes], { type });
    let isWanted = true;
    createImageBitmap(blob).then(
      (bitmap) => {
        bitmap.close();
        if (isWanted) setShown({ bytes, url: URL.createObjectURL(blob) });
      },
      () => isWanted && setShown({ bytes, url: null }),
    );
    return () => {
      isWanted = false;
    };
  }, [bytes, type]);
  useEffect(
    () => () => {
      if (shown !== null && shown.url !== null) URL.revokeObjectURL(shown.url);
    },
    [shown],
  );
  return shown;
}
