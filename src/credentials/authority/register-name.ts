/** The rotation that a register is of, and whose: `sent:<device>:<rotation>` and `dec:…` (CREDENTIALS.md, section 5). */
export type RegisterOf = { readonly device: string; readonly rotation: string };

/** null: it is of a batch of them, or no register. */
export function readRegisterName(name: string): RegisterOf | null {
  const [, device, rotation] = /^(?:sent|dec):(.+):([^:]+)$/.exec(name) ?? [];
  return device === undefined || rotation === undefined ? null : { device, rotation };
}
