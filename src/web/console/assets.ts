import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { extname } from 'node:path';
import { gzipSync } from 'node:zlib';

/** Files of `assets/` by name. */
export type AssetFiles = ReadonlyMap<string, Buffer>;

export interface Assets {
  /** The address of a file, which holds a hash of it: an address never changes what it gives. @throws Error for no file. */
  readonly urlOf: (name: string) => string;
  /** Gives a file by the last part of its address; false where there is none. */
  readonly serve: (req: IncomingMessage, res: ServerResponse, file: string) => boolean;
}

const contentTypes: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
};

/** Compresses each file once, at the start. */
export function makeAssets(files: AssetFiles): Assets {
  const urls = new Map<string, string>();
  const served = new Map<
    string,
    { readonly plain: Buffer; readonly zipped: Buffer; readonly type: string }
  >();
  for (const [name, plain] of files) {
    const extension = extname(name);
    const hash = createHash('sha256').update(plain).digest('base64url').slice(0, 10);
    const file = `${name.slice(0, -extension.length)}.${hash}${extension}`;
    const type = contentTypes[extension] ?? 'application/octet-stream';
    urls.set(name, `/assets/${file}`);
    served.set(file, { plain, zipped: gzipSync(plain, { level: 9 }), type });
  }
  return {
    urlOf(name) {
      const url = urls.get(name);
      if (url === undefined) throw new Error(`There is no asset ${name}`);
      return url;
    },
    serve(req, res, file) {
      const asset = served.get(file);
      if (!asset) return false;
      const isZipped = /\bgzip\b/.test(String(req.headers['accept-encoding'] ?? ''));
      res.writeHead(200, {
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
        vary: 'accept-encoding',
        ...(isZipped && { 'content-encoding': 'gzip' }),
      });
      res.end(isZipped ? asset.zipped : asset.plain);
      return true;
    },
  };
}
