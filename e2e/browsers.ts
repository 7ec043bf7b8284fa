import type { LaunchOptions } from '@playwright/test';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  // else each frame is rasterised by SwiftShader: half of all processor time went there
  '--disable-software-rasterizer',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** A browser with all that somebody's has: for the few stories that need its notifications. */
export const wholeBrowser: LaunchOptions = launch(process.env['GATEHOUSE_CHROMIUM']);
/** One without windows, where there is one. */
export const lightBrowser: LaunchOptions = launch(
  process.env['GATEHOUSE_HEADLESS_SHELL'] ?? process.env['GATEHOUSE_CHROMIUM'],
);

function launch(executablePath: string | undefined): LaunchOptions {
  return { args: quiet, ...(executablePath !== undefined && { executablePath }) };
}
