// Asks a server over plain sockets, so that who asks costs little beside who answers.
import { connect, type Socket } from 'node:net';

export type Load = { perSecond: number; p50: number; p99: number; failed: number };

/**
 * @param options.next path to ask for
 * @param options.rate requests a second at most; as many as it takes where absent
 */
export async function load(options: {
  url: string;
  next: () => string;
  seconds: number;
  connections: number;
  rate?: number | undefined;
}): Promise<Load> {
  const { url, next, seconds, connections, rate } = options;
  const { hostname, port, host } = new URL(url);
  const took: number[] = [];
  let failed = 0;
  let sent = 0;
  const began = performance.now();
  const ends = began + seconds * 1000;
  // A request's time counts from when it was due, so that a server that stalls does not hide it.
  const due = rate === undefined ? () => performance.now() : () => began + (sent * 1000) / rate;

  async function run(socket: Socket) {
    while (true) {
      const at = due();
      if (at >= ends) return;
      const path = next();
      sent++;
      const wait = at - performance.now();
      if (wait > 1) await new Promise((resolve) => setTimeout(resolve, wait));
      socket.write(`GET ${path} HTTP/1.1\r\nHost: ${host}\r\nAccept: */*\r\n\r\n`, 'latin1');
      const status = await answer(socket);
      took.push(performance.now() - at);
      if (status !== 200) failed++;
    }
  }
  const sockets = await Promise.all(Array.from({ length: connections }, () => socketTo(hostname, Number(port))));
  await Promise.all(sockets.map(run));
  const lasted = (performance.now() - began) / 1000;
  for (const socket of sockets) socket.destroy();
  took.sort((a, b) => a - b);
  const at = (part: number) => took[Math.floor((took.length - 1) * part)] ?? 0;
  return { perSecond: took.length / lasted, p50: at(0.5), p99: at(0.99), failed };
}

export async function socketTo(hostname: string, port: number): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const socket = connect({ host: hostname, port, noDelay: true }, resolve);
  socket.once('error', reject);
  await promise;
  return socket;
}

/** Reads one answer to its end. @returns its status */
function answer(socket: Socket): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  let text = '';
  let missing = -1;
  const heard = (bytes: Buffer) => {
    if (missing < 0) {
      text += bytes.toString('latin1');
      const head = text.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = /content-length: (\d+)/i.exec(text.slice(0, head + 2))?.[1];
      missing = length === undefined ? Number.POSITIVE_INFINITY : head + 4 + Number(length) - text.length;
    } else {
      missing -= bytes.length;
      if (missing === Number.POSITIVE_INFINITY) text += bytes.toString('latin1');
    }
    if (missing <= 0 || (missing === Number.POSITIVE_INFINITY && text.endsWith('0\r\n\r\n'))) done();
  };
  const done = () => {
    socket.off('data', heard).off('close', gone);
    resolve(Number(text.slice(9, 12)));
  };
  const gone = () => reject(new Error('The server hung up.'));
  socket.on('data', heard).once('close', gone);
  return promise;
}
