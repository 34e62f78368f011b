import { createServer, request } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface TestProxy {
  /** `http://127.0.0.1:40321` */
  readonly address: string;
  /** `CONNECT registry.test:443`, `GET http://registry.test/x`. */
  readonly log: string[];
  stop(): Promise<void>;
}

/**
 * A proxy on loopback that leads every host where a test wants it: `CONNECT` for https, whole addresses for http.
 * @param routes ports on loopback by `host:port`
 * @param authorization what `Proxy-Authorization` must be
 */
export async function startProxy(
  routes: () => Readonly<Record<string, number>>,
  authorization?: string,
): Promise<TestProxy> {
  const log: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    log.push(`${incoming.method} ${incoming.url}`);
    if (authorization && incoming.headers['proxy-authorization'] !== authorization)
      return void response.writeHead(407).end();
    const url = new URL(incoming.url ?? '', 'http://none.invalid');
    const port = routes()[`${url.hostname}:${url.port || 80}`];
    if (port === undefined) return void response.writeHead(502).end();
    const { method, headers } = incoming;
    const outgoing = request({ host: '127.0.0.1', port, path: url.pathname + url.search, method, headers }, answer => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    outgoing.on('error', () => response.destroy());
    incoming.pipe(outgoing);
  });
  server.on('connect', (incoming, near: Socket) => {
    log.push(`CONNECT ${incoming.url}`);
    const known = routes()[incoming.url ?? ''];
    const allowed = !authorization || incoming.headers['proxy-authorization'] === authorization;
    if (!allowed || known === undefined) {
      near.end(`HTTP/1.1 ${allowed ? '502 Bad Gateway' : '407 Proxy Authentication Required'}\r\n\r\n`);
      return;
    }
    const far = connect(known, '127.0.0.1', () => {
      near.write('HTTP/1.1 200 OK\r\n\r\n');
      far.pipe(near).pipe(far);
    });
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {
        near.destroy();
        far.destroy();
      });
    }
  });
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done));
  server.unref().on('connection', socket => socket.unref());
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    log,
    stop: () =>
      new Promise(done => {
        for (const socket of sockets) socket.destroy();
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
}
