import { defineConfig, devices } from '@playwright/test'

export default defineConfig({
  testDir: './journeys',
  globalSetup: './journeys/company.ts',
  outputDir: './results/journeys',
  fullyParallel: false,
  // Every file has a company and a portal of its own.
  workers: 2,
  timeout: 900_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json']],
  use: {
    ...devices['Desktop Chrome'],
    // What does not come within a minute is not coming: a test says where it waited, long before its own end.
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      // Chromium's sandbox refuses root, and only then is it left out.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
