import { defineConfig, devices } from '@playwright/test'

export default defineConfig({
  testDir: './journeys',
  globalSetup: './journeys/company.ts',
  outputDir: './results/journeys',
  fullyParallel: false,
  workers: 1,
  timeout: 900_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['json']],
  use: {
    ...devices['Desktop Chrome'],
    trace: 'retain-on-failure',
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      // Chromium's sandbox refuses root, and only then is it left out.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
