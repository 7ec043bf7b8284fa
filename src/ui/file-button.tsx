import { FileTrigger } from 'react-aria-components/FileTrigger';

import { Button, type ButtonProps } from './button';

type FileButtonProps = Omit<ButtonProps, 'onPress' | 'type' | 'ref'> & {
  /** endings and types that are offered first, such as ".pem" */
  readonly accept: readonly string[];
  /** larger ones are not read */
  readonly mostBytes: number;
  /** the text of the chosen file; null: it is too large to be one */
  readonly onRead: (text: string | null) => void;
};

/** A button that asks for a file of this computer and reads it as text. */
export function FileButton({ accept, mostBytes, onRead, ...button }: FileButtonProps) {
  const read = (files: FileList | null) => {
    const file = files?.[0];
    if (file === undefined) return;
    if (file.size > mostBytes) onRead(null);
    else void file.text().then(onRead, () => onRead(null));
  };
  return (
    <FileTrigger acceptedFileTypes={accept} onSelect={read}>
      <Button {...button} />
    </FileTrigger>
  );
}
