import { useRef, type ChangeEvent } from 'react';

import { Button, type ButtonProps } from './button';

type FileButtonProps = Omit<ButtonProps, 'onPress' | 'type' | 'ref'> & {
  /** endings and types that are offered first, such as ".pem" */
  readonly accept: readonly string[];
  /** larger ones are not read */
  readonly mostBytes: number;
} & (
    | {
        /** the text of the chosen file; null: it is too large to be one */
        readonly onRead: (text: string | null) => void;
      }
    | {
        /** the same of a file that is no text */
        readonly onBytes: (bytes: ArrayBuffer | null) => void;
      }
  );

/** A button that asks for a file of this computer and reads it. */
export function FileButton({ accept, mostBytes, ...rest }: FileButtonProps) {
  const { button, read } = readingOf(rest);
  const input = useRef<HTMLInputElement>(null);
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0];
    if (file !== undefined) read(file.size > mostBytes ? null : file);
    target.value = ''; // the same file may be chosen again
  };
  return (
    <>
      <Button {...button} onPress={() => input.current?.click()} />
      <input ref={input} type="file" hidden accept={accept.join(',')} onChange={choose} />
    </>
  );
}

type Rest = Omit<FileButtonProps, 'accept' | 'mostBytes'> &
  ({ readonly onRead: (text: string | null) => void } | { readonly onBytes: (bytes: ArrayBuffer | null) => void });
type Reading = {
  readonly button: Omit<ButtonProps, 'onPress' | 'type' | 'ref'>;
  /** null: too large */
  readonly read: (file: File | null) => void;
};

function readingOf(rest: Rest): Reading {
  if ('onBytes' in rest) {
    const { onBytes, ...button } = rest;
    return {
      button,
      read: (file) => (file === null ? onBytes(null) : void file.arrayBuffer().then(onBytes, () => onBytes(null))),
    };
  }
  const { onRead, ...button } = rest;
  return { button, read: (file) => (file === null ? onRead(null) : void file.text().then(onRead, () => onRead(null))) };
}
