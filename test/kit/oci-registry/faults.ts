import type { IncomingMessage, ServerResponse } from 'node:http';

/** What a request is answered with instead of the truth. */
export type Fault =
  /** A status with a body, as a registry writes errors when none is given. */
  | {
      readonly kind: 'status';
      readonly status: number;
      readonly body?: string;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** The page of a proxy or a sign-in. */
  | { readonly kind: 'html'; readonly status?: number }
  /** Nothing, for ever. */
  | { readonly kind: 'hang' }
  /** The head, then nothing for ever. */
  | { readonly kind: 'hang-in-body' }
  /** The connection is reset. */
  | { readonly kind: 'reset' }
  /** The head and some of the body, then the connection is reset. */
  | { readonly kind: 'reset-in-body' }
  /** A body of so many bytes, without saying before how many there are. */
  | { readonly kind: 'oversized'; readonly bytes: number; readonly announced?: boolean }
  /** The true body, one byte at a time. */
  | { readonly kind: 'drip'; readonly milliseconds: number }
  /** The true answer with one byte of the body changed. */
  | { readonly kind: 'other-body' }
  /** The true answer with headers changed; `undefined` takes one away. */
  | { readonly kind: 'headers'; readonly headers: Readonly<Record<string, string | undefined>> }
  /** Without `to`: to itself. */
  | { readonly kind: 'redirect'; readonly to?: string; readonly status?: number };

/** An answer as the registry would give it. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Gives the answer, or what the fault makes of it. */
export function send(request: IncomingMessage, response: ServerResponse, reply: Reply, fault: Fault | undefined): void {
  const begin = (size: number | undefined) =>
    response.writeHead(reply.status, {
      ...reply.headers,
      ...(size === undefined ? {} : { 'content-length': String(size) }),
    });
  switch (fault?.kind) {
    case 'hang':
      break;
    case 'hang-in-body':
      begin(reply.body.length).flushHeaders();
      break;
    case 'reset':
      request.socket.resetAndDestroy();
      break;
    case 'reset-in-body':
      begin(reply.body.length).write(reply.body.subarray(0, 5), () =>
        setTimeout(() => request.socket.resetAndDestroy(), 20),
      );
      break;
    case 'oversized':
      begin(fault.announced ? fault.bytes : undefined);
      if (request.method === 'HEAD') response.end();
      else pour(response, fault.bytes);
      break;
    case 'drip':
      begin(reply.body.length);
      drip(response, reply.body, fault.milliseconds);
      break;
    default: {
      const { status, headers, body } = altered(request, reply, fault);
      response.writeHead(status, { 'content-length': String(body.length), ...headers });
      response.end(request.method === 'HEAD' ? undefined : body);
    }
  }
}

/** The other answer that a fault gives in one piece. */
function altered(request: IncomingMessage, reply: Reply, fault: Fault | undefined): Reply {
  switch (fault?.kind) {
    case 'status': {
      const body = fault.body ?? JSON.stringify({ errors: [{ code: 'FAULT', message: `status ${fault.status}` }] });
      const type = fault.body === undefined ? 'application/json' : 'text/plain; charset=utf-8';
      return { status: fault.status, headers: { 'content-type': type, ...fault.headers }, body: Buffer.from(body) };
    }
    case 'html':
      return {
        status: fault.status ?? 200,
        headers: { 'content-type': 'text/html; charset=utf-8' },
        body: Buffer.from('<!doctype html><html><body>Please sign in.</body></html>'),
      };
    case 'other-body': {
      const body = Uint8Array.from(reply.body);
      if (body.length > 0) body[body.length - 1] = body[body.length - 1]! ^ 1;
      return { ...reply, body };
    }
    case 'headers': {
      const headers = Object.entries({ ...reply.headers, ...fault.headers }).filter(it => it[1] !== undefined);
      return { ...reply, headers: Object.fromEntries(headers) as Record<string, string> };
    }
    case 'redirect':
      return {
        status: fault.status ?? 307,
        headers: { location: fault.to ?? request.url ?? '/' },
        body: new Uint8Array(),
      };
    default:
      return reply;
  }
}

/** Writes as fast as is read, until somebody hangs up. */
function pour(response: ServerResponse, bytes: number): void {
  let left = bytes;
  const piece = Buffer.alloc(64 * 1024, 0x20);
  const more = () => {
    while (left > 0 && !response.destroyed) {
      left -= piece.length;
      if (!response.write(left < 0 ? piece.subarray(0, piece.length + left) : piece)) return;
    }
    response.end();
  };
  response.on('drain', more);
  more();
}

function drip(response: ServerResponse, body: Uint8Array, milliseconds: number): void {
  let at = 0;
  const timer = setInterval(() => {
    if (at < body.length) response.write(body.subarray(at, ++at));
    else response.end();
  }, milliseconds);
  response.on('close', () => clearInterval(timer));
}
