/** Lets the browser save `text` as a file; nothing leaves this machine. */
export function saveFile(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'application/json' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // the browser has taken the file when the click returned; it may read it a moment later
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
