declare module 'pngjs' {
  export class PNG {
    constructor(size: { width: number; height: number })
    data: Uint8Array
    static sync: {
      read(file: Uint8Array): { width: number; height: number; data: Uint8Array }
      write(png: PNG): Buffer
    }
  }
}
