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
    launchOptions: {
      ...(process.env.CHROMIUM ? { executablePath: process.env.CHROMIUM } : {}),
      // Chromium's sandbox refuses root, and only then is it left out.
      args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    },
  },
})
