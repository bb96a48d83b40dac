import { fsyncSync } from 'node:fs';
import type { PGlite } from '@electric-sql/pglite';
import { NodeFS } from '@electric-sql/pglite/nodefs';

/** WASI's number for EIO, which Emscripten's system calls return. */
const ioErrorNumber = 29;

/** The part of Emscripten's FS that the hook touches; it has no types of its own. */
interface EmscriptenFs {
  readonly ErrnoError: new (errno: number) => Error;
  readonly filesystems: {
    readonly NODEFS: { readonly stream_ops: { fsync?: (stream: { readonly nfd: number }) => number } };
  };
}

type EmscriptenOptions = Parameters<NodeFS['init']>[1];

export interface FileSystemWatch {
  /** After each fsync that succeeded. */
  readonly onFsync?: () => void;
  /** PostgreSQL gave up (PANIC), for example because an fsync failed. PGlite would spin in place: end the thread. */
  readonly onAbort?: () => void;
}

/**
 * PGlite's file system on Node, with the fsync that it lacks: without it a commit is in the page cache only
 * and a power cut loses it. Folders are synced too (PostgreSQL does so after a rename), they have a descriptor.
 * It leans on PGlite's insides; the version is pinned and a test sees that the hook fires.
 */
export class DurableFileSystem extends NodeFS {
  readonly #watch: FileSystemWatch;

  constructor(folder: string, watch: FileSystemWatch = {}) {
    super(folder);
    this.#watch = watch;
  }

  override async init(pg: PGlite, options: EmscriptenOptions): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(pg, options);
    const hook = (module: { FS: unknown }) => this.#addFsync(module.FS as EmscriptenFs);
    const onAbort = () => this.#watch.onAbort?.();
    return {
      emscriptenOpts: { ...emscriptenOpts, onAbort, preRun: [...(emscriptenOpts.preRun ?? []), hook] },
    };
  }

  #addFsync(fs: EmscriptenFs): void {
    fs.filesystems.NODEFS.stream_ops.fsync = (stream) => {
      try {
        fsyncSync(stream.nfd);
      } catch {
        // PostgreSQL must see the failure as EIO: it then stops rather than believe that the write is safe.
        throw new fs.ErrnoError(ioErrorNumber);
      }
      this.#watch.onFsync?.();
      return 0;
    };
  }
}
