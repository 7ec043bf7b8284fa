/** Hands a text, or its parts in order, to the person as a file. It leaves no trace on the page: the address of it is gone a moment later. */
export function saveFile(name: string, ...texts: readonly string[]): void {
  const address = URL.createObjectURL(new Blob([...texts], { type: 'application/octet-stream' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // browsers have taken what they need when the click has been handled
  setTimeout(() => URL.revokeObjectURL(address), 0);
}
