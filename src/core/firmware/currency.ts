/**
 * How current a firmware is (DESIGN.md, "Glossary"). `unknown` where nobody can tell: never "up to date" by default. What
 * a device's currency is, and how we know, is worked out in `firmware/currency`.
 */
export type Currency = 'current' | 'behind' | 'vulnerable' | 'unsupported' | 'unknown';
