import { defineConfig } from 'vitest/config'
import base from '../vitest.config.ts'

/** The faults of `npm test` and those that take too long for it, one after the other, with their figures. */
export default defineConfig({
  ...base,
  test: {
    ...base.test,
    include: ['test/faults/*.{test,fault}.ts'],
    fileParallelism: false,
    disableConsoleIntercept: true,
  },
})
