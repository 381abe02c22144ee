import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib'

/** Bytes that one file of an archive may grow to and all of them together, and files in one: more is a bomb, not a form. */
const FILE_MOST = 1024 * 1024
const WHOLE_MOST = 16 * FILE_MOST
const FILES_MOST = 50

/** A zip archive of these files. */
export function zipped(files: ReadonlyMap<string, string | Uint8Array>): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (const [name, content] of files) {
    const plain = Buffer.from(content as Uint8Array)
    const packed = deflateRawSync(plain)
    const label = Buffer.from(name)
    // From the version needed to the lengths of name and extra: the same in both places. The day is 1 January 1980.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(0x0800, 2)
    common.writeUInt16LE(8, 4)
    common.writeUInt16LE(0x21, 8)
    common.writeUInt32LE(crc32(plain), 10)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(plain.length, 18)
    common.writeUInt16LE(label.length, 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, label, packed])
    const tail = Buffer.alloc(14)
    tail.writeUInt32LE(at, 10)
    const made = Buffer.from([20, 0])
    directory.push(
      Buffer.concat([Buffer.from('PK\u0001\u0002', 'latin1'), made, common, tail, label]),
    )
    bodies.push(local)
    at += local.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(files.size, 8)
  end.writeUInt16LE(files.size, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...bodies, list, end])
}

/**
 * The files of a zip archive by name; folders are left out. Null for what is no such archive, is broken off, is encrypted,
 * or grows beyond a megabyte a file or sixteen in all.
 */
export function unzipped(archive: Uint8Array): Map<string, Buffer> | null {
  const bytes = Buffer.from(archive)
  try {
    const end = bytes.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'))
    const count = end < 0 ? 0 : bytes.readUInt16LE(end + 10)
    if (count === 0 || count > FILES_MOST) return null
    const files = new Map<string, Buffer>()
    let whole = 0
    let at = bytes.readUInt32LE(end + 16)
    for (let left = count; left > 0; left--) {
      if (bytes.readUInt32LE(at) !== 0x02014b50) return null
      const [flags, method] = [bytes.readUInt16LE(at + 8), bytes.readUInt16LE(at + 10)]
      const [packed, plain] = [bytes.readUInt32LE(at + 20), bytes.readUInt32LE(at + 24)]
      const [name, extra, comment] = [28, 30, 32].map((offset) => bytes.readUInt16LE(at + offset))
      const local = bytes.readUInt32LE(at + 42)
      const start = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28)
      const label = bytes.toString('utf8', at + 46, at + 46 + name!)
      if ((flags & 1) !== 0 || plain > FILE_MOST || start + packed > bytes.length) return null
      const body = bytes.subarray(start, start + packed)
      if (!label.endsWith('/')) {
        const content = contentOf(body, method)
        whole += content.length
        if (whole > WHOLE_MOST) return null
        files.set(label, content)
      }
      at += 46 + name! + extra! + comment!
    }
    return files
  } catch (error) {
    // Numbers that point beyond the file, and packed bytes that cannot be unpacked.
    if (
      error instanceof RangeError ||
      (error as { code?: string }).code?.startsWith('Z_') ||
      (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE'
    )
      return null
    throw error
  }
}

function contentOf(body: Buffer, method: number): Buffer {
  if (method === 0) return body
  if (method !== 8) throw new RangeError(`method ${method}`)
  return inflateRawSync(body, { maxOutputLength: FILE_MOST })
}
